package nl.tec.bookings.web;

import java.util.Map;
import java.util.TreeMap;
import nl.tec.bookings.VisitDetails;
import nl.tec.shared.FormData;

/** The form fields of the head counts: {@code leerlingen-<part>} per class part, and {@code volwassenen}. */
public final class HeadCounts {

    static final String PUPILS = "leerlingen-";
    static final String ADULTS = "volwassenen";

    private HeadCounts() {}

    static FormData form(Map<Long, Integer> headCounts, int adults) {
        FormData form = new FormData().put(ADULTS, adults);
        headCounts.forEach((part, count) -> form.put(PUPILS + part, count));
        return form;
    }

    /** Reads the pupils per class part. An empty field is 0; an unparseable one is negative, which the rules refuse. */
    static Map<Long, Integer> pupils(FormData form) {
        return form.numbersById(PUPILS);
    }

    /** Returns the numbers that a page shows, to find out whether somebody changed them since. */
    public static String shown(VisitDetails details) {
        return new TreeMap<>(details.headCounts()) + " " + details.adults();
    }

    static int adults(FormData form) {
        return form.number(ADULTS, 0);
    }
}
