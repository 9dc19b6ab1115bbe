package nl.tec.bookings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** The run sheet of a day (requirement B4): the sessions, with their expected and actual attendance. */
public record RunSheet(LocalDate day, List<Item> items) {

    /**
     * A session.
     *
     * @param where venue and room
     * @param lesson what it is about
     * @param note for the people who run it
     * @param equipment what to lay out
     * @param courseId the series of the course this is a meeting of; null: it is not a course
     * @param team the people of the hub who run it
     * @param absent names of people who were asked to run it and declined
     * @param missing the number of guides it still lacks
     * @param disputes the conflicting counts
     * @param over whether it has ended
     */
    public record Item(
            long sessionId,
            Instant start,
            Instant end,
            Bilingual title,
            World world,
            Bilingual where,
            Lesson lesson,
            String note,
            List<Bilingual> equipment,
            boolean forClasses,
            @Nullable Long courseId,
            List<Visit> visits,
            List<Guest> guests,
            List<WalkIns> walkIns,
            List<Member> team,
            List<String> absent,
            int missing,
            List<Dispute> disputes,
            boolean over) {

        /** How many participants are expected. */
        public int expected() {
            return visits.stream().mapToInt(Visit::expected).sum() + guests.size();
        }

        /** How many participants were counted, walk-ins included. */
        public int present() {
            return visits.stream().mapToInt(Visit::present).sum()
                    + (int) guests.stream().filter(Guest::present).count()
                    + walkIns.stream().mapToInt(WalkIns::headCount).sum();
        }

        /** Whether it was recorded that nobody came of those who signed up. */
        public boolean nobodyCame() {
            return !guests.isEmpty() && !walkIns.isEmpty() && present() == 0;
        }

        /** Whether participants are expected and there are too few guides. */
        public boolean lacksPeople() {
            return missing > 0 && expected() > 0;
        }

        /** Whether this guest is a no-show: only known once the session is over and attendance was recorded. */
        public boolean missed(Guest guest) {
            return over && !guest.present() && (guests.stream().anyMatch(Guest::present) || nobodyCame());
        }

        /** Returns the questions that these guests were asked, in the order of the form. */
        public List<ActivityQuestion> questions() {
            return guests.stream()
                    .flatMap(guest -> guest.answers().stream())
                    .map(SignUpAnswer::question)
                    .distinct()
                    .sorted(Comparator.comparingInt(ActivityQuestion::place).thenComparingLong(ActivityQuestion::id))
                    .toList();
        }

        /** Finds the dispute about a class. */
        public Optional<Dispute> dispute(long bookingId) {
            return disputes.stream()
                    .filter(dispute -> Long.valueOf(bookingId).equals(dispute.bookingId()))
                    .findFirst();
        }

        /** Finds the dispute about the walk-ins of an audience. */
        public Optional<Dispute> dispute(Audience audience) {
            return disputes.stream()
                    .filter(dispute -> dispute.audience() == audience)
                    .findFirst();
        }

        /** Whether it contains personal data: names of visitors, a telephone number, or what a school told about its pupils (rules 8). */
        public boolean personal() {
            return !guests.isEmpty()
                    || team.stream().anyMatch(member -> member.phone() != null)
                    || visits.stream()
                            .anyMatch(visit -> !visit.practical().isBlank()
                                    || !visit.phone().isBlank());
        }

        /** Whether there is anybody to count. */
        public boolean countable() {
            return !visits.isEmpty() || !guests.isEmpty();
        }

        /** Whether everything that can be counted is counted; a session nobody signed up for has nothing to count. */
        public boolean counted() {
            return visits.stream().allMatch(Visit::counted)
                    && (guests.isEmpty() || guests.stream().anyMatch(Guest::present) || nobodyCame());
        }
    }

    /**
     * The content of an activity, for its guide.
     *
     * @param activity its slug
     * @param make what they make
     * @param learn what they learn
     * @param before the lesson at school before it
     * @param after the lesson at school after it
     */
    public record Lesson(String activity, Bilingual make, Bilingual learn, Bilingual before, Bilingual after) {}

    /**
     * @param busLeaves its departure from the school
     * @param bus the reserved bus of the TEC; null: none
     * @param photos whether photos may be made of the class (rules 8)
     * @param prepared whether the school did the lesson before the visit, by its own account
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
            boolean prepared,
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

        /** Returns the tap that made the count; null: not counted. */
        public @Nullable UUID tap() {
            return parts.stream()
                    .map(Part::tap)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * The pupils of one group of a class.
     *
     * @param size its number of pupils (rules 2.2): a higher count can be recorded, but the excess does not count in the results
     * @param present the attendance; null: not counted yet
     * @param others whether these were other pupils of the class than at an earlier visit (rules 2.2)
     * @param tap that made the count; null: not counted yet
     */
    public record Part(
            long id,
            Grade grade,
            int booked,
            int size,
            @Nullable Integer present,
            boolean others,
            @Nullable UUID tap) {}

    /**
     * Somebody who signed up.
     *
     * @param name first name of a child, name of an adult; null when removed
     * @param phone of a parent, when the child comes alone
     * @param answers to the questions of the activity
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
            boolean present,
            List<SignUpAnswer> answers) {

        /** Returns the display text of the answer; empty if there is none. */
        public String answer(ActivityQuestion question, Locale language) {
            return answers.stream()
                    .filter(answer -> answer.question().equals(question))
                    .map(answer -> answer.words(language))
                    .findFirst()
                    .orElse("");
        }

        public Guest with(List<SignUpAnswer> others) {
            return new Guest(personId, bookingId, name, audience, age, grade, phone, photos, present, others);
        }
    }

    /** People who came without signing up. @param headCount 0: it was recorded that nobody came. @param tap that made the count */
    public record WalkIns(Audience audience, int headCount, UUID tap) {}

    /**
     * Counts of one class, or of the walk-ins of one audience, that differ. The first of them stands until somebody decides.
     *
     * @param bookingId null: it is about walk-ins
     * @param audience null: it is about a class
     * @param counts in the order in which they were made
     */
    public record Dispute(
            @Nullable Long bookingId, @Nullable Audience audience, List<Count> counts) {}

    /**
     * A count by one person.
     *
     * @param by name of who counted
     * @param stands whether this count is provisionally used in the results
     * @param parts by class part; of walk-ins one number, under 0
     */
    public record Count(UUID tap, String by, Instant at, boolean others, boolean stands, Map<Long, Integer> parts) {

        public int total() {
            return parts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** @param phone null: nobody knows it */
    public record Member(String name, @Nullable String phone) {}
}
