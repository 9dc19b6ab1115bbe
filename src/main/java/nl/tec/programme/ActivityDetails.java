package nl.tec.programme;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The details of an activity, as a programme manager writes them: the values of the form, and what {@link Catalogue} stores.
 *
 * @param worlds the first is the primary one; at least one
 * @param size of a group
 * @param venueId where it is usually held
 * @param roomId in which room of it
 * @param equipment how many of each a session takes, by key
 * @param goals codes of curriculum goals
 * @param tags words people search with, in any language
 * @param organiserId of whom it is; null: the hub
 * @param signUpUrl where one signs up at the organiser's own site; null: here
 */
public record ActivityDetails(
        ActivityKind kind,
        Takes takes,
        Words words,
        List<World> worlds,
        Set<Discipline> disciplines,
        ForWhom forWhom,
        Duration duration,
        Size size,
        Terms terms,
        @Nullable Long venueId,
        @Nullable Long roomId,
        Map<String, Integer> equipment,
        List<String> goals,
        List<String> tags,
        @Nullable Long organiserId,
        @Nullable String signUpUrl) {

    /** The way in which people sign up: a school with a class, or people for themselves. */
    public enum Takes {
        CLASSES,
        INDIVIDUALS
    }

    /**
     * Everything that is written for people, in both languages.
     *
     * @param promise one sentence: what you make, do or find out
     * @param description Markdown
     * @param before the lesson at school before the visit, {@code after} the one after it
     * @param needs what you have to bring or do yourself
     * @param fund who covers what the visitor doesn't pay; fits after 'betaald uit' ('paid from')
     * @param payment how and when one pays, and gets it back; blank: as the hub says for all
     */
    public record Words(
            Bilingual title,
            Bilingual promise,
            Bilingual description,
            Bilingual make,
            Bilingual learn,
            Bilingual before,
            Bilingual after,
            Bilingual needs,
            Bilingual fund,
            Bilingual payment) {}

    /**
     * The duration of an activity.
     *
     * @param minutes of one session
     * @param setup minutes before the session, and {@code cleanup} after it; they keep room and equipment occupied
     * @param meetings how many sessions belong together: 1, or more for a course that one comes to each time
     */
    public record Duration(int minutes, int setup, int cleanup, int meetings) {

        boolean sameAround(Duration other) {
            return setup == other.setup && cleanup == other.cleanup;
        }

        /** A session with what comes before and after it. */
        public TimeSlot around(TimeSlot session) {
            return session.widened(java.time.Duration.ofMinutes(setup), java.time.Duration.ofMinutes(cleanup));
        }
    }

    /**
     * @param min participants of a group; below it, it isn't held
     * @param max participants of a session
     * @param classes how many classes a session takes
     */
    public record Size(int min, int max, int classes) {}

    /**
     * @param school what a school pays per class
     * @param participant what somebody pays who comes by itself
     * @param freeCancelDays days before the session until which cancelling leaves no trace (rules 3)
     * @param childrenPerAdult null: the hub's guideline for the lowest group (rules 4)
     */
    public record Terms(
            Money school,
            Money participant,
            int freeCancelDays,
            @Nullable Integer childrenPerAdult) {}

    public ActivityDetails {
        worlds = List.copyOf(worlds);
        disciplines = Set.copyOf(disciplines);
        equipment = Collections.unmodifiableMap(new TreeMap<>(equipment));
        goals = goals.stream().sorted().distinct().toList();
        tags = List.copyOf(tags);
    }

    public World world() {
        return worlds.get(0);
    }

    /** The same under another title. */
    public ActivityDetails titled(Bilingual title) {
        Words other = new Words(
                title,
                words.promise,
                words.description,
                words.make,
                words.learn,
                words.before,
                words.after,
                words.needs,
                words.fund,
                words.payment);
        return with(other);
    }

    /** The same with other words. */
    public ActivityDetails with(Words others) {
        return new ActivityDetails(
                kind,
                takes,
                others,
                worlds,
                disciplines,
                forWhom,
                duration,
                size,
                terms,
                venueId,
                roomId,
                equipment,
                goals,
                tags,
                organiserId,
                signUpUrl);
    }
}
