package nl.tec.bookings;

import java.time.LocalDate;
import java.util.List;
import nl.tec.programme.ForWhom;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Money;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a session and a class that decide whether and how the class can go.
 *
 * @param schoolClosed whether the school has a holiday or a day off on that day
 * @param schoolEnded whether the school takes no part any more on that day
 * @param comesToSchool whether the activity comes to whoever books it (mobile techlab)
 */
public record VisitContext(
        SessionFacts session,
        ActivityFacts activity,
        Destination where,
        ClassFacts schoolClass,
        boolean schoolClosed,
        boolean schoolEnded,
        boolean comesToSchool) {

    /** @param siteId the school it is held at; null: at a venue */
    public record SessionFacts(
            long id,
            TimeSlot time,
            Session.State state,
            int capacity,
            @Nullable Long siteId) {

        public SchoolYear schoolYear() {
            return SchoolYear.of(Dates.dayOf(time.start()));
        }
    }

    /**
     * @param childrenPerAdult null: the hub's guideline
     * @param make what the pupils make there
     * @param before the lesson to do at school before the visit; blank: there is none
     * @param after whether there is one to do after it
     */
    public record ActivityFacts(
            long id,
            String slug,
            boolean published,
            boolean takesClasses,
            Bilingual title,
            World world,
            ForWhom forWhom,
            Money cost,
            Bilingual fund,
            int freeCancelDays,
            @Nullable Integer childrenPerAdult,
            Bilingual make,
            Bilingual before,
            boolean after) {}

    /** The place of the visit: a venue, or the school itself. @param at null: unknown */
    public record Destination(
            Bilingual name, String address, @Nullable Coordinates at) {}

    /** @param level of VO and MBO. @param at the location of its school; null: unknown */
    public record ClassFacts(
            long id,
            String label,
            String level,
            SchoolYear year,
            boolean ended,
            long siteId,
            Sector sector,
            String school,
            @Nullable Coordinates at,
            List<Part> parts) {

        public List<Grade> grades() {
            return parts.stream().map(Part::grade).toList();
        }
    }

    /** @param headCount the number of pupils in this group */
    public record Part(long id, Grade grade, int headCount) {}

    /** A class at a session. */
    public record Key(long sessionId, long classId) {}

    public Key key() {
        return new Key(session.id(), schoolClass.id());
    }

    /** Returns the class parts that the activity is for. */
    public List<Part> eligibleParts() {
        return schoolClass.parts().stream()
                .filter(part -> activity.forWhom().fits(part.grade(), schoolClass.level()))
                .toList();
    }

    /** Returns the last day on which the school can cancel without it being late (rules 3). */
    public LocalDate freeUntil() {
        return Dates.dayOf(session.time().start()).minusDays(activity.freeCancelDays());
    }

    /** Whether nobody has to travel. */
    public boolean atOwnSchool() {
        return session.siteId() == null ? comesToSchool : session.siteId() == schoolClass.siteId();
    }
}
