package nl.tec.programme;

import java.time.Duration;
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
 * The editable details of an activity: the values of the programme manager's form, which {@link Catalogue} stores.
 *
 * @param worlds at least one; the first is the primary one
 * @param size of a group
 * @param venueId where it is usually held
 * @param roomId the room in that venue
 * @param equipment the number of sets a session takes, by key
 * @param goals codes of curriculum goals
 * @param tags words people search with, in any language
 * @param organiserId the organising partner; null: the hub
 * @param signUpUrl the sign-up page on the organiser's own site; null: people sign up here
 */
public record ActivityDetails(
        ActivityKind kind,
        Takes takes,
        Words words,
        List<World> worlds,
        Set<Discipline> disciplines,
        ForWhom forWhom,
        Length duration,
        Size size,
        Terms terms,
        @Nullable Long venueId,
        @Nullable Long roomId,
        Map<String, Integer> equipment,
        List<String> goals,
        List<String> tags,
        @Nullable Long organiserId,
        @Nullable String signUpUrl) {

    /** The kind of sign-up: schools with a class, or individuals. */
    public enum Takes {
        CLASSES,
        INDIVIDUALS
    }

    /**
     * The public texts, in both languages.
     *
     * @param promise one sentence about what participants make, do or find out
     * @param description Markdown
     * @param before the lesson at school before the visit; {@code after}: the one after it
     * @param needs what participants have to bring or arrange
     * @param fund the funder of what the visitor does not pay; follows 'betaald uit' ('paid from')
     * @param payment the terms of payment and refund; blank: those of the hub
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
     * @param setup minutes before the session, and {@code cleanup} after it, during which room and equipment are occupied
     * @param meetings the number of sessions: 1, or more for a course
     */
    public record Length(int minutes, int setup, int cleanup, int meetings) {

        boolean sameSetUpTimes(Length other) {
            return setup == other.setup && cleanup == other.cleanup;
        }

        /** Returns the time of a session extended by set-up and clean-up. */
        public TimeSlot around(TimeSlot session) {
            return session.widened(Duration.ofMinutes(setup), Duration.ofMinutes(cleanup));
        }
    }

    /**
     * @param min the minimum number of participants for it to be held
     * @param max the maximum number of participants of a session
     * @param classes the number of classes that a session takes
     */
    public record Size(int min, int max, int classes) {}

    /**
     * @param school what a school pays per class
     * @param participant what an individual participant pays
     * @param freeCancelDays the number of days before the session until which cancelling is not late (rules 3)
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

    /** Returns a copy with another title. */
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

    /** Returns a copy with other texts. */
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
