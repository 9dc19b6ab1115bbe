package nl.tec.staff;

/** A skill that a session can require of its guides; the hub keeps the list. */
public record Skill(long id, String name) {}
