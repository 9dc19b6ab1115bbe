package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;

/**
 * A session as far as it counts for who guides it.
 *
 * @param occupied the same with set-up and clean-up
 * @param expected people who come, as booked now
 * @param minors whether a certificate of conduct is needed
 * @param missing how many people it still lacks
 * @param people who was asked, those who declined too
 */
public record GuidedSession(
        long id,
        long activityId,
        TimeSlot slot,
        TimeSlot occupied,
        Bilingual title,
        Bilingual where,
        World world,
        int expected,
        boolean minors,
        int missing,
        List<Assigned> people) {

    public GuidedSession {
        people = List.copyOf(people);
    }

    /**
     * Somebody who was asked for it.
     *
     * @param skill for which role; empty: for one without a skill
     * @param reason why it declined; empty: it didn't
     */
    public record Assigned(
            long memberId,
            String name,
            StaffKind kind,
            String phone,
            String skill,
            AssignmentAnswer answer,
            String reason) {

        public boolean declined() {
            return answer == AssignmentAnswer.DECLINED;
        }
    }

    /** The first day of the week it is held in. */
    public LocalDate monday() {
        return Dates.monday(Dates.dayOf(slot.start()));
    }

    /** Whether this is another session of the same day that this member guides too. */
    public boolean sameDay(GuidedSession other, long memberId) {
        return id != other.id
                && Dates.dayOf(slot.start()).equals(Dates.dayOf(other.slot.start()))
                && team().stream().anyMatch(one -> one.memberId() == memberId);
    }

    /** Returns the people who come, as far as they didn't decline. */
    public List<Assigned> team() {
        return people.stream().filter(one -> !one.declined()).toList();
    }
}
