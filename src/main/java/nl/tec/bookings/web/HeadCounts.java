package nl.tec.bookings.web;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.shared.FormData;

/** The numbers of people who come, on a form: {@code leerlingen-<part>} per part of the class, and {@code volwassenen}. */
final class HeadCounts {

    private static final String PUPILS = "leerlingen-";
    private static final String ADULTS = "volwassenen";

    private static final Pattern PART = Pattern.compile("[0-9]{1,18}");

    private HeadCounts() {}

    static FormData form(Map<Long, Integer> headCounts, int adults) {
        FormData form = new FormData().put(ADULTS, adults);
        headCounts.forEach((part, count) -> form.put(PUPILS + part, count));
        return form;
    }

    /** Pupils per class part; an empty field is 0. What no number can be read from is negative, which no rule lets through. */
    static Map<Long, Integer> pupils(FormData form) {
        Map<Long, Integer> counts = new HashMap<>();
        for (String field : form.fields()) {
            String part = field.startsWith(PUPILS) ? field.substring(PUPILS.length()) : "";
            if (PART.matcher(part).matches()) {
                counts.put(Long.valueOf(part), form.number(field, 0));
            }
        }
        return counts;
    }

    static int adults(FormData form) {
        return form.number(ADULTS, 0);
    }
}
