package nl.tec.bookings.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tec.bookings.BookingRules;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.Refusal.WayOn;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitContext.Part;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;

/** The fields that a refusal is about: the rules do not know in which form something was typed. */
final class RefusedFields {

    static final String TRANSPORT = "vervoer";
    static final String BUS_DEPARTS = "vertrek";

    private RefusedFields() {}

    /**
     * Returns what the refusal is about, and what else is wrong in the same form, so that all of it is corrected at once.
     *
     * @param form as it was submitted
     */
    static Problems of(Refusal refusal, VisitContext facts, FormData form) {
        Problems problems = problems(refusal, facts, form);
        if (refusal.reason().wayOn() == WayOn.CORRECT) {
            alsoWrong(facts, form).forEach(other -> problems.and(problems(other, facts, form)));
        }
        return problems;
    }

    private static List<Refusal> alsoWrong(VisitContext facts, FormData form) {
        List<Optional<Refusal>> checks = new ArrayList<>();
        if (form.has(HeadCounts.ADULTS)) {
            checks.add(BookingRules.pupils(facts, HeadCounts.pupils(form)));
            checks.add(BookingRules.adults(facts, HeadCounts.adults(form)));
        }
        checks.add(BookingRules.phone(form.text(SignUpFields.PHONE)));
        checks.add(Optional.ofNullable(BookController.contact(form)).flatMap(BookingRules::contact));
        return checks.stream().flatMap(Optional::stream).toList();
    }

    private static Problems problems(Refusal refusal, VisitContext facts, FormData form) {
        Problems problems = new Problems();
        fields(refusal, facts, form)
                .forEach(field -> problems.add(
                        field,
                        refusal.reason().messageKey(),
                        refusal.arguments().toArray()));
        return problems;
    }

    private static List<String> fields(Refusal refusal, VisitContext facts, FormData form) {
        List<Part> parts = facts.eligibleParts();
        List<String> fields = switch (refusal.reason()) {
            case NOBODY, TOO_MANY, NO_ROOM, NO_SEATS, NUMBERS_CHANGED ->
                pupils(parts.stream().limit(1));
            case NUMBER_WRONG ->
                pupils(parts.stream().filter(part -> HeadCounts.pupils(form).getOrDefault(part.id(), 0) < 0));
            case ADULTS_WRONG, NO_ADULTS -> List.of(HeadCounts.ADULTS);
            case PHONE_WRONG -> List.of(SignUpFields.PHONE);
            case CONTACT_WRONG -> List.of(form.text("contact").isBlank() ? "contact" : "contactmail");
            case REASON_MISSING -> List.of("reden");
            case NO_DATE -> List.of("sessie");
            default ->
                form.has(TRANSPORT)
                        ? List.of(TRANSPORT)
                        : form.has(BUS_DEPARTS)
                                ? List.of(BUS_DEPARTS)
                                : refusal.reason() == Reason.BUS_ADULTS ? List.of(HeadCounts.ADULTS) : List.of();
        };
        return fields.isEmpty() ? List.of("") : fields;
    }

    private static List<String> pupils(Stream<Part> parts) {
        return parts.map(part -> HeadCounts.PUPILS + part.id()).toList();
    }
}
