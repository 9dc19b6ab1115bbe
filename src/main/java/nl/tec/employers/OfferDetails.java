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
 * @param worlds at least one, the primary one first
 * @param goals codes of curriculum goals
 */
public record OfferDetails(
        OfferKind kind,
        Words words,
        List<World> worlds,
        Set<Discipline> disciplines,
        Guests guests,
        Site where,
        Times times,
        Answering answering,
        List<String> goals) {

    /** The kinds of places where a visit can be held. */
    public enum Location {
        COMPANY,
        /** The company comes to the school. */
        SCHOOL,
        /** In a room of the hub. */
        ROOM
    }

    /**
     * The texts of an offer.
     *
     * @param promise one sentence about what pupils see, do or make
     * @param clothing protective and other clothing; empty: nothing special
     */
    public record Words(Bilingual title, Bilingual promise, Bilingual description, Bilingual clothing) {}

    /**
     * The pupils whom the host can receive.
     *
     * @param youngestAge the minimum age in years; null: none
     * @param min the minimum number of pupils; {@code max} is the maximum
     * @param coach whether a coach can park at the door
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

        /** Returns the parts of a class for which the offer is suitable; for a combination class that may be only one. */
        public List<ClassPart> fitting(SchoolClass schoolClass) {
            ForWhom meant = forWhom();
            return schoolClass.parts().stream()
                    .filter(part -> meant.fits(part.grade()))
                    .toList();
        }

        /** Converts to the audience of an activity in the programme. */
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
     * The place of an offer.
     *
     * @param town the town of the company, also the starting point for travel to schools
     * @param roomId a room of the hub; only for {@link Location#ROOM}
     * @param travelKm the maximum distance to a school; only for {@link Location#SCHOOL}
     */
    public record Site(
            Location held,
            String street,
            String postcode,
            String town,
            @Nullable Long roomId,
            @Nullable Integer travelKm) {}

    /**
     * The times of an offer.
     *
     * @param morning the default start in the morning; {@code afternoon} is that in the afternoon
     * @param closedWeeks ISO weeks without visits
     * @param perWeek the maximum number of visits per week; null: no limit
     * @param atOnce the number of groups that the company can receive, or visit, at the same time
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
     * How requests are answered.
     *
     * @param termDays the number of working days for an answer; null: the default of the hub
     * @param email the recipient of requests
     * @param language the language of those mails
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
