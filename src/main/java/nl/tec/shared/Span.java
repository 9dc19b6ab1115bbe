package nl.tec.shared;

/** A range of whole numbers, inclusive. */
public record Span(int from, int to) {

    public boolean contains(int number) {
        return from <= number && number <= to;
    }
}
