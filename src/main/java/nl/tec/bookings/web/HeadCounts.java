package nl.tec.bookings.web;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitDetails;
import nl.tec.bookings.VisitPlan;
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

    /**
     * Refuses a form of a class that leaves its school without an adult. Other ways to book keep what was agreed: they have no form to
     * correct.
     */
    static Optional<Refusal> noAdults(FormData form, VisitContext facts, VisitPlan plan) {
        return adults(form) == 0 && !facts.atOwnSchool()
                ? Optional.of(Refusal.because(
                        Refusal.Reason.NO_ADULTS, plan.supervision().needed()))
                : Optional.empty();
    }
}
