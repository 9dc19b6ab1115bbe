package nl.tec.shared;

/** A range of whole numbers, inclusive. */
public record Span(int from, int to) {

    /** Whether it is not empty and nothing of it is outside these numbers. */
    public boolean isWithin(int min, int max) {
        return min <= from && from <= to && to <= max;
    }

    public boolean contains(int number) {
        return from <= number && number <= to;
    }
}
