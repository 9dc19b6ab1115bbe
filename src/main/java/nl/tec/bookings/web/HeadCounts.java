package nl.tec.bookings.web;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nl.tec.bookings.VisitDetails;
import nl.tec.shared.FormData;

/** The form fields of the head counts: {@code leerlingen-<part>} per class part, and {@code volwassenen}. */
public final class HeadCounts {

    static final String PUPILS = "leerlingen-";
    static final String ADULTS = "volwassenen";

    private static final Pattern PART = Pattern.compile("[0-9]{1,18}");

    private HeadCounts() {}

    static FormData form(Map<Long, Integer> headCounts, int adults) {
        FormData form = new FormData().put(ADULTS, adults);
        headCounts.forEach((part, count) -> form.put(PUPILS + part, count));
        return form;
    }

    /** Reads the pupils per class part. An empty field is 0; an unparseable one is negative, which the rules refuse. */
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

    /** Returns the numbers that a page shows, to find out whether somebody changed them since. */
    public static String shown(VisitDetails details) {
        return new TreeMap<>(details.headCounts()) + " " + details.adults();
    }

    static int adults(FormData form) {
        return form.number(ADULTS, 0);
    }
}
