package nl.tec.bookings;

import static nl.tec.bookings.Refusal.because;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitContext.Part;
import nl.tec.programme.Session;
import nl.tec.shared.MailAddress;

/**
 * The rules for booking a class (rules 3) that can be decided from a {@link VisitContext}, in the order in which a refusal is most useful
 * to a teacher. The database decides on free seats and on clashing visits when the booking is made.
 */
public final class BookingRules {

    private static final int MAX_ADULTS = 50;
    private static final int MAX_PHONE = 30;
    /** Ten digits, or nine after the country code, with or without a redundant 0 between them. */
    private static final Pattern PHONE = Pattern.compile("(0|(\\+|00)310?)[1-9][0-9]{8}");

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[ .()-]");

    private BookingRules() {}

    /** Checks whether this class could go to this session at all. */
    public static Optional<Refusal> whether(VisitContext facts, Instant now) {
        if (facts.session().state() != Session.State.PUBLISHED
                || !facts.activity().published()) {
            return no(Reason.CLOSED);
        }
        if (!now.isBefore(facts.session().time().start())) {
            return no(Reason.BEGUN);
        }
        if (!facts.activity().takesClasses()) {
            return no(Reason.NOT_FOR_CLASSES);
        }
        if (facts.session().siteId() != null && !facts.atOwnSchool()) {
            return no(Reason.AT_OTHER_SCHOOL);
        }
        if (facts.schoolEnded()) {
            return no(Reason.SCHOOL_ENDED);
        }
        if (facts.schoolClass().ended()) {
            return no(Reason.CLASS_ENDED);
        }
        if (!facts.schoolClass().year().equals(facts.session().schoolYear())) {
            return no(Reason.OTHER_SCHOOL_YEAR);
        }
        if (facts.eligibleParts().isEmpty()) {
            return no(Reason.NOT_FOR_GROUP);
        }
        return facts.schoolClosed() ? no(Reason.SCHOOL_CLOSED) : Optional.empty();
    }

    /** Checks the details that the school gives about the visit. */
    public static Optional<Refusal> details(VisitContext facts, VisitDetails details) {
        return howMany(facts, details.headCounts(), details.adults()).or(() -> phone(details.phone()));
    }

    /**
     * Checks that this is a Dutch telephone number, or none. Stricter than {@link nl.tec.shared.Phone}: it is called on the day itself,
     * when nobody can ask for another.
     */
    public static Optional<Refusal> phone(String phone) {
        return phone.isBlank()
                        || phone.length() <= MAX_PHONE
                                && PHONE.matcher(BETWEEN_DIGITS.matcher(phone).replaceAll(""))
                                        .matches()
                ? Optional.empty()
                : no(Reason.PHONE_WRONG);
    }

    /** Checks that a contact without an account can be mailed. */
    public static Optional<Refusal> contact(Contact contact) {
        return contact.accountId() != null
                        || !contact.name().isEmpty()
                                && contact.name().length() <= Contact.MAX_NAME
                                && MailAddress.parse(contact.email()).isPresent()
                ? Optional.empty()
                : no(Reason.CONTACT_WRONG);
    }

    /** Checks whether these pupils of the class can go, with so many adults. */
    public static Optional<Refusal> howMany(VisitContext facts, Map<Long, Integer> headCounts, int adults) {
        return pupils(facts, headCounts).or(() -> adults(facts, adults));
    }

    /** Checks how many adults come along: a class that leaves its school has one at least (rules 4.2). */
    public static Optional<Refusal> adults(VisitContext facts, int adults) {
        if (adults < 0 || adults > MAX_ADULTS) {
            return no(Reason.ADULTS_WRONG);
        }
        return adults == 0 && !facts.atOwnSchool() ? no(Reason.NO_ADULTS) : Optional.empty();
    }

    /** Checks whether these pupils of the class can go. */
    public static Optional<Refusal> pupils(VisitContext facts, Map<Long, Integer> headCounts) {
        Set<Long> parts = facts.schoolClass().parts().stream().map(Part::id).collect(Collectors.toSet());
        boolean wrong =
                headCounts.entrySet().stream().anyMatch(one -> !parts.contains(one.getKey()) || one.getValue() < 0);
        if (wrong) {
            return no(Reason.NUMBER_WRONG);
        }
        Optional<Part> notMeant = facts.schoolClass().parts().stream()
                .filter(part -> headCounts.getOrDefault(part.id(), 0) > 0)
                .filter(part -> !facts.activity()
                        .forWhom()
                        .fits(part.grade(), facts.schoolClass().level()))
                .findFirst();
        if (notMeant.isPresent()) {
            return Optional.of(because(Reason.PART_NOT_FOR_GROUP, notMeant.get().grade()));
        }
        int participants =
                headCounts.values().stream().mapToInt(Integer::intValue).sum();
        if (participants == 0) {
            return no(Reason.NOBODY);
        }
        return participants > facts.session().capacity()
                ? Optional.of(because(Reason.TOO_MANY, facts.session().capacity()))
                : Optional.empty();
    }

    private static Optional<Refusal> no(Reason reason) {
        return Optional.of(because(reason));
    }
}
