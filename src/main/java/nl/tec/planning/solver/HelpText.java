package nl.tec.planning.solver;

import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance.Candidate;

/** What would make room for a wish, as people say it: the texts of the bundle {@code planning}, in Dutch. */
final class HelpText {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM 'om' H.mm 'uur'", DUTCH);

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "messages.planning",
            Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private HelpText() {}

    /** A sentence that names the time of the candidate and everything that would have to change there. */
    static String sentence(Candidate candidate, Set<Obstacle> obstacles) {
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
}
