package nl.tec.bookings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** The run sheet of a day (requirement B4): what is held, who comes, and who really came. */
public record RunSheet(LocalDate day, List<Item> items) {

    /**
     * A session.
     *
     * @param where place and room
     * @param note for the people who run it
     * @param equipment what to lay out
     * @param team who of the hub runs it
     */
    public record Item(
            long sessionId,
            Instant start,
            Instant end,
            Bilingual title,
            World world,
            Bilingual where,
            String note,
            List<Bilingual> equipment,
            boolean forClasses,
            List<Visit> visits,
            List<Guest> guests,
            List<WalkIns> walkIns,
            List<Member> team) {

        /** How many are expected. */
        public int expected() {
            return visits.stream().mapToInt(Visit::expected).sum() + guests.size();
        }

        /** How many of them are counted. */
        public int present() {
            return visits.stream().mapToInt(Visit::present).sum()
                    + (int) guests.stream().filter(Guest::present).count()
                    + walkIns.stream().mapToInt(WalkIns::headCount).sum();
        }

        /** Whether it says something of somebody in person: names, a telephone number, or what a school told of its pupils (rules 8). */
        public boolean personal() {
            return !guests.isEmpty()
                    || visits.stream()
                            .anyMatch(visit -> !visit.practical().isBlank()
                                    || !visit.phone().isBlank());
        }

        /** Whether everything that can be counted is counted; a session nobody signed up for has nothing to count. */
        public boolean counted() {
            return visits.stream().allMatch(Visit::counted)
                    && (guests.isEmpty() || guests.stream().anyMatch(Guest::present));
        }
    }

    /**
     * @param busLeaves at the school
     * @param bus which bus of the TEC; null: none is reserved
     * @param photos whether photos may be made of the class (rules 8)
     * @param phone of the teacher who comes along; empty: not given
     * @param practical allergies and special needs, in the school's words
     */
    public record Visit(
            long bookingId,
            String school,
            String label,
            int adults,
            @Nullable Transport transport,
            @Nullable Instant busLeaves,
            @Nullable Bilingual bus,
            boolean photos,
            String phone,
            String practical,
            List<Part> parts) {

        public int expected() {
            return parts.stream().mapToInt(Part::booked).sum();
        }

        public int present() {
            return parts.stream()
                    .mapToInt(part -> part.present() == null ? 0 : part.present())
                    .sum();
        }

        public boolean counted() {
            return parts.stream().allMatch(part -> part.present() != null);
        }
    }

    /**
     * The pupils of one group of a class.
     *
     * @param size how many there are in the class (rules 2.2): more than that can be counted, but do not count in the results
     * @param present who came; null: not counted yet
     * @param others whether these were other pupils of the class than at an earlier visit (rules 2.2)
     */
    public record Part(
            long id,
            Grade grade,
            int booked,
            int size,
            @Nullable Integer present,
            boolean others) {}

    /**
     * Somebody who signed up.
     *
     * @param name first name of a child, name of an adult; null when removed
     * @param phone of a parent, when the child comes alone
     */
    public record Guest(
            long personId,
            long bookingId,
            @Nullable String name,
            Audience audience,
            @Nullable Integer age,
            @Nullable Grade grade,
            @Nullable String phone,
            boolean photos,
            boolean present) {}

    /** People who came without signing up. */
    public record WalkIns(Audience audience, int headCount) {}

    /** @param phone null: nobody knows it */
    public record Member(String name, @Nullable String phone) {}
}
