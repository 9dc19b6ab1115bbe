package nl.tec.employers;

import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.programme.Discipline;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The details that a company fills in about an offer.
 *
 * @param worlds the first is the primary one; at least one
 * @param goals codes of curriculum goals
 */
public record OfferDetails(
        OfferKind kind,
        Words words,
        List<World> worlds,
        Set<Discipline> disciplines,
        Guests guests,
        Where where,
        Times times,
        Answering answering,
        List<String> goals) {

    /** The kinds of places where it can be held. */
    public enum Location {
        /** At the company. */
        COMPANY,
        /** The company comes to the school. */
        SCHOOL,
        /** In a room of the hub. */
        ROOM
    }

    /**
     * @param promise one sentence: what you see, do or make
     * @param clothing protective clothing and what else to wear; empty: nothing special
     */
    public record Words(Bilingual title, Bilingual promise, Bilingual description, Bilingual clothing) {}

    /**
     * The pupils whom the host can take.
     *
     * @param youngestAge in years; null: the groups say enough
     * @param min pupils at least, {@code max} at most
     * @param coach whether there is room for a coach at the door
     */
    public record Guests(
            @Nullable Span groups,
            @Nullable Span years,
            @Nullable Span mboYears,
            @Nullable Integer youngestAge,
            int min,
            int max,
            boolean wheelchair,
            boolean coach) {

        /** The parts of a class that it is for: of a combination class that may be one. */
        public List<ClassPart> fitting(SchoolClass group) {
            ForWhom meant = forWhom();
            return group.parts().stream()
                    .filter(part -> meant.fits(part.grade()))
                    .toList();
        }

        /** The same as the programme says it. */
        public ForWhom forWhom() {
            Set<Audience> audiences = EnumSet.noneOf(Audience.class);
            if (groups != null) {
                audiences.add(Audience.PO);
            }
            if (years != null) {
                audiences.add(Audience.VO);
            }
            if (mboYears != null) {
                audiences.add(Audience.MBO);
            }
            return new ForWhom(audiences, groups, years, mboYears, null, Set.of());
        }
    }

    /**
     * @param town of the company; where it starts from when it comes to a school
     * @param roomId of the hub; only when it is held there
     * @param travelKm how far it will go to a school; only when it comes there
     */
    public record Where(
            Location held,
            String street,
            String postcode,
            String town,
            @Nullable Long roomId,
            @Nullable Integer travelKm) {}

    /**
     * @param morning when it usually begins in a morning, {@code afternoon} in an afternoon
     * @param closedWeeks ISO weeks in which nobody can come
     * @param perWeek visits in one week at most; null: no limit
     * @param atOnce groups that the company can receive, or visit, at the same time
     */
    public record Times(
            int minutes,
            LocalTime morning,
            LocalTime afternoon,
            List<Integer> closedWeeks,
            @Nullable Integer perWeek,
            int atOnce) {

        public Times {
            closedWeeks = closedWeeks.stream().sorted().distinct().toList();
        }

        public LocalTime usual(DayPart part) {
            return part == DayPart.MORNING ? morning : afternoon;
        }
    }

    /**
     * @param termDays working days to answer a question in; null: as the hub says
     * @param email gets the questions
     * @param language of those mails
     */
    public record Answering(@Nullable Integer termDays, String email, Locale language) {}

    public OfferDetails {
        worlds = List.copyOf(worlds);
        disciplines = Set.copyOf(disciplines);
        goals = goals.stream().sorted().distinct().toList();
    }

    public World world() {
        return worlds.get(0);
    }
}
