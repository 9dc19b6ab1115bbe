package nl.tec.shared;

/** From one number to another, both in it. */
public record Span(int from, int to) {

    public boolean contains(int number) {
        return from <= number && number <= to;
    }
}
