package nl.tec.bookings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.ForWhom;
import nl.tec.programme.Session;
import nl.tec.shared.Audience;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/**
 * The questions of the sign-up form, derived from the target audience of the activity. Never more than is needed (rules 8).
 *
 * @param childRequired whether a sign-up has to include a child
 * @param sector the sector whose group or year is asked; null: the age is asked
 * @param span the ages, groups or years it is for; null: unrestricted
 * @param adults the audiences an adult can choose from
 */
public record SignUpQuestions(
        Who who,
        boolean childRequired,
        @Nullable Sector sector,
        @Nullable Span span,
        List<Audience> adults) {

    /** The person who fills in the form, and the participants it is for. */
    public enum Who {
        /** A parent, for children. */
        CHILDREN,
        /** A parent, for children and for adults who take part as well. */
        FAMILY,
        /** Pupils and students of secondary and vocational education, for themselves. */
        YOUNG_PEOPLE,
        /** Adults, for themselves. */
        ADULTS
    }

    /** The maximum number of children in one sign-up; more is a group. */
    public static final int MAX_CHILDREN = 6;

    private static final int MAX_ADULTS_OF_A_FAMILY = 4;
    /** The maximum number of adults in one sign-up. */
    public static final int MAX_ADULTS = 10;

    public static SignUpQuestions of(ActivityKind kind, ForWhom forWhom) {
        List<Audience> adults = Arrays.stream(Audience.values())
                .filter(forWhom.audiences()::contains)
                .filter(audience -> !audience.isYoung())
                .toList();
        boolean young = forWhom.audiences().stream().anyMatch(Audience::isYoung);
        Who who = young
                ? adults.isEmpty() ? (byThemselves(forWhom) ? Who.YOUNG_PEOPLE : Who.CHILDREN) : Who.FAMILY
                : Who.ADULTS;
        boolean childRequired = young && (adults.isEmpty() || kind != ActivityKind.INFORMATION_MEETING);
        Sector sector = sector(forWhom);
        return new SignUpQuestions(
                who, childRequired, sector, sector == null ? forWhom.ages() : span(forWhom, sector), adults);
    }

    static SignUpQuestions of(Session session) {
        return of(session.activity().kind(), session.activity().forWhom());
    }

    private static boolean byThemselves(ForWhom forWhom) {
        return !forWhom.audiences().contains(Audience.CHILD)
                && !forWhom.audiences().contains(Audience.PO);
    }

    private static @Nullable Sector sector(ForWhom forWhom) {
        if (forWhom.audiences().contains(Audience.CHILD) && forWhom.ages() != null) {
            return null;
        }
        if (forWhom.years() != null) {
            return Sector.VO;
        }
        if (forWhom.groups() != null) {
            return Sector.PO;
        }
        return forWhom.mboYears() != null ? Sector.MBO : null;
    }

    private static @Nullable Span span(ForWhom forWhom, Sector sector) {
        return switch (sector) {
            case PO, SO -> forWhom.groups();
            case VO -> forWhom.years();
            case MBO -> forWhom.mboYears();
        };
    }

    /**
     * Returns the combined questions for people who go to both; if either is for children only, the combination is too. Empty if one
     * form cannot ask both, or nobody has the right age for both.
     */
    public Optional<SignUpQuestions> and(SignUpQuestions other) {
        Span both = span == null ? other.span : other.span == null ? span : overlap(span, other.span);
        boolean nobody = both == null && span != null;
        boolean alike = sector == other.sector && !nobody;
        if (alike && who == other.who && adults.equals(other.adults)) {
            return Optional.of(new SignUpQuestions(who, childRequired || other.childRequired, sector, both, adults));
        }
        Set<Who> families = Set.of(Who.CHILDREN, Who.FAMILY);
        return alike && families.contains(who) && families.contains(other.who)
                ? Optional.of(new SignUpQuestions(Who.CHILDREN, true, sector, both, List.of()))
                : Optional.empty();
    }

    private static @Nullable Span overlap(Span one, Span other) {
        int from = Math.max(one.from(), other.from());
        int to = Math.min(one.to(), other.to());
        return from <= to ? new Span(from, to) : null;
    }

    /** Whether children, or pupils, are entered individually. */
    public boolean asksChildren() {
        return who != Who.ADULTS;
    }

    public boolean asksAdults() {
        return who == Who.FAMILY || who == Who.ADULTS;
    }

    /** Whether a child may come unaccompanied, which requires a telephone number. */
    public boolean asksAlone() {
        return who == Who.CHILDREN || who == Who.FAMILY;
    }

    public int minAdults() {
        return who == Who.ADULTS ? 1 : 0;
    }

    public int maxAdults() {
        return who == Who.ADULTS ? MAX_ADULTS : MAX_ADULTS_OF_A_FAMILY;
    }

    /** Whether it is for this age, group or year. */
    public boolean fits(int number) {
        return span == null || span.contains(number);
    }

    /** Returns the last group or year of the sector. */
    public int lastGrade() {
        return sector == Sector.VO ? 6 : sector == Sector.MBO ? 4 : 8;
    }
}
