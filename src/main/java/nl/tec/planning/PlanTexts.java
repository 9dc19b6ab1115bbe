package nl.tec.planning;

import java.text.MessageFormat;
import java.time.DayOfWeek;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanSolution.Reason;
import org.jspecify.annotations.Nullable;

/** The Dutch sentences about what would make room for wishes, from the bundle {@code planning}. */
public final class PlanTexts {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM 'om' H.mm 'uur'", DUTCH);

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "messages.planning",
            Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private PlanTexts() {}

    /**
     * Returns the reasons why nothing meets a wish, one per obstacle.
     *
     * @param counts the number of candidates by the first obstacle that excludes each
     * @param nearest the candidate that comes closest, whose reason says what would make room there; null: none
     * @param obstacles everything that excludes the nearest one
     */
    public static List<Reason> reasons(
            Map<Obstacle, Integer> counts, @Nullable Candidate nearest, Set<Obstacle> obstacles) {
        Obstacle first = nearest == null ? null : Collections.min(obstacles);
        List<Reason> reasons = new ArrayList<>();
        new TreeMap<>(counts).forEach((obstacle, count) -> {
            String help = nearest == null || obstacle != first ? null : help(nearest, obstacles);
            reasons.add(new Reason(obstacle, count, help));
        });
        return reasons;
    }

    /** Describes what would make room for one wish: the time of the candidate, and everything that would have to change there. */
    public static String help(Candidate candidate, Set<Obstacle> obstacles) {
        List<String> conditions = new ArrayList<>();
        for (Obstacle obstacle : obstacles) {
            conditions.add(TEXTS.getString("planning.help." + obstacle));
        }
        int last = conditions.size() - 1;
        String all = last == 0
                ? conditions.get(0)
                : String.join(", ", conditions.subList(0, last)) + " " + TEXTS.getString("planning.help.and") + " "
                        + conditions.get(last);
        return MessageFormat.format(
                TEXTS.getString("planning.help"),
                WHEN.format(candidate.start()),
                String.valueOf(candidate.date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                all);
    }

    /**
     * Describes how many more wishes a change would meet.
     *
     * @param name the name of its skill, room, equipment or school; empty: no particular skill
     */
    public static String lever(PlanLever lever, String name) {
        DayOfWeek weekday = lever.weekday();
        boolean skilled = lever.kind() == PlanLever.Kind.STAFF && !name.isEmpty();
        return MessageFormat.format(
                TEXTS.getString("planning.lever." + lever.kind() + (skilled ? ".skill" : "")),
                name,
                weekday == null ? "" : weekday.getDisplayName(TextStyle.FULL, DUTCH),
                lever.more());
    }
}
