package nl.tec.planning.solver;

import java.util.Arrays;

/** A small unordered collection of ints, without boxing. */
final class Bag {

    private int[] values = new int[4];
    private int size;

    int size() {
        return size;
    }

    int get(int i) {
        return values[i];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** Removes a value, which has to be present. */
    void remove(int value) {
        int i = 0;
        while (values[i] != value) {
            i++;
        }
        values[i] = values[--size];
    }

    /** Removes and returns the value at an index; the last value takes its place. */
    int take(int i) {
        int value = values[i];
        values[i] = values[--size];
        return value;
    }

    /** Removes the values that were added last, down to a smaller size. */
    void shrink(int smaller) {
        size = smaller;
    }

    void clear() {
        size = 0;
    }

    void copy(Bag other) {
        values = Arrays.copyOf(other.values, other.values.length);
        size = other.size;
    }
}
