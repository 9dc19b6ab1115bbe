package nl.tec.organisations;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of a class, as its school enters them.
 *
 * @param label {@code 7a}, {@code 7/8}, {@code Dolfijnen}
 * @param level of VO and MBO; empty for PO
 * @param pupils head count by group or year of study; one entry, or more for a combination class
 */
public record ClassNumbers(String label, String level, SortedMap<Integer, Integer> pupils) {

    public ClassNumbers {
        label = label.strip();
        level = level.strip();
        pupils = Collections.unmodifiableSortedMap(new TreeMap<>(pupils));
    }

    public static ClassNumbers of(String label, Map<Integer, Integer> pupils) {
        return new ClassNumbers(label, "", new TreeMap<>(pupils));
    }

    public int total() {
        return pupils.values().stream().mapToInt(Integer::intValue).sum();
    }
}
