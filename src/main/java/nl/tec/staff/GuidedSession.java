package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;

/**
 * A session as its guides see it.
 *
 * @param occupied the slot with set-up and clean-up
 * @param expected number of people, as booked now
 * @param minors whether a certificate of conduct is needed
 * @param missing number of guides that it still lacks
 * @param people everybody who was asked, including those who declined
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

    /**
     * Somebody who was asked to guide the session.
     *
     * @param skill of the role; empty: a role without a skill
     * @param reason for declining; empty: not declined
     * @param barred why this person may not come although it was asked, such as a certificate that is not valid that day
     */
    public record Assigned(
            long memberId,
            String name,
            String phone,
            String skill,
            AssignmentAnswer answer,
            String reason,
            Set<StaffObstacle> barred) {

        public Assigned {
            barred = Set.copyOf(barred);
        }

        public boolean declined() {
            return answer == AssignmentAnswer.DECLINED;
        }
    }

    /** Returns what its guides saw of it when they answered; another value later means that it was moved. */
    public String shown() {
        return slot.start().getEpochSecond() + " " + where.dutch();
    }

    /** Returns the first day of the week of the session. */
    public LocalDate monday() {
        return Dates.monday(Dates.dayOf(slot.start()));
    }

    /** Whether another session is on the same day and has this member as a guide too. */
    public boolean sameDay(GuidedSession other, long memberId) {
        return id != other.id
                && Dates.dayOf(slot.start()).equals(Dates.dayOf(other.slot.start()))
                && team().stream().anyMatch(one -> one.memberId() == memberId);
    }

    /** Returns the people who did not decline. */
    public List<Assigned> team() {
        return people.stream().filter(one -> !one.declined()).toList();
    }
}
