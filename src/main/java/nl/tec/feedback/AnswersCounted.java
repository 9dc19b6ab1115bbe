package nl.tec.feedback;

/** Event: answers were counted, so that figures about satisfaction can differ. */
public record AnswersCounted() {}
