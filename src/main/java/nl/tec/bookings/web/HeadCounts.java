package nl.tec.bookings.web;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.bookings.VisitContext.Part;
import org.springframework.util.MultiValueMap;

/**
 * How many come, as it was typed: {@code leerlingen-<part>} per part of the class, and {@code volwassenen}.
 *
 * @param typed the text of each field, by its name
 */
public record HeadCounts(Map<String, String> typed) {

    static final String PUPILS = "leerlingen-";
    static final String ADULTS = "volwassenen";

    /** What no number can be read from becomes this, which no rule lets through. */
    private static final int NOT_A_NUMBER = -1;

    private static final Pattern PART = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    static HeadCounts of(MultiValueMap<String, String> form) {
        Map<String, String> typed = new HashMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith(PUPILS) || name.equals(ADULTS)) {
                typed.put(name, values.get(0));
            }
        });
        return new HeadCounts(typed);
    }

    static HeadCounts of(Map<Long, Integer> headCounts, int adults) {
        Map<String, String> typed = new HashMap<>();
        headCounts.forEach((part, count) -> typed.put(PUPILS + part, Integer.toString(count)));
        typed.put(ADULTS, Integer.toString(adults));
        return new HeadCounts(typed);
    }

    /** Pupils per class part; an empty field is 0. */
    Map<Long, Integer> headCounts() {
        Map<Long, Integer> counts = new HashMap<>();
        typed.forEach((name, text) -> {
            String part = name.startsWith(PUPILS) ? name.substring(PUPILS.length()) : "";
            if (PART.matcher(part).matches()) {
                counts.put(Long.valueOf(part), number(text));
            }
        });
        return counts;
    }

    int adults() {
        return number(typed.getOrDefault(ADULTS, ""));
    }

    public String typed(Part part) {
        return typed.getOrDefault(PUPILS + part.id(), "");
    }

    public String typedAdults() {
        return typed.getOrDefault(ADULTS, "");
    }

    private static int number(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return 0;
        }
        return NUMBER.matcher(stripped).matches() ? Integer.parseInt(stripped) : NOT_A_NUMBER;
    }
}
