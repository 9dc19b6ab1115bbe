package nl.tec.lines;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.Suggestions;
import nl.tec.documents.Documents;
import nl.tec.lines.internal.LinesQueries;
import nl.tec.lines.internal.LinesStore;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of schools for science and technology (requirement E2). */
@Service
public class SciencePlans {

    /** The maximum length of the text of a school. */
    public static final int MAX_WORDS = 4000;

    /** The reason for refusing a text when somebody else wrote another one meanwhile. */
    public static final String OUTDATED = "form.outdated";

    private final SchoolLines lines;
    private final Progress progress;
    private final Classes classes;
    private final Suggestions suggestions;
    private final Catalogue catalogue;
    private final LinesQueries queries;
    private final LinesStore store;
    private final Audit audit;
    private final Clock clock;

    SciencePlans(
            SchoolLines lines,
            Progress progress,
            Classes classes,
            Suggestions suggestions,
            Catalogue catalogue,
            LinesQueries queries,
            LinesStore store,
            Audit audit,
            Clock clock) {
        this.lines = lines;
        this.progress = progress;
        this.classes = classes;
        this.suggestions = suggestions;
        this.catalogue = catalogue;
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the plan of this school year. */
    public SciencePlan get(SchoolSite school) {
        SchoolYear year = SchoolYear.of(Dates.today(clock));
        Map<String, CurriculumGoal> goals = new LinkedHashMap<>();
        catalogue.goals().forEach(goal -> goals.put(goal.code(), goal));
        return new SciencePlan(
                school,
                year,
                queries.words(school.id()),
                lines.followed(school.id()),
                progress.parts(groups(school, year)),
                goals);
    }

    /** Returns the classes of a school, and the groups that it booked with. */
    private List<SchoolClass> groups(SchoolSite school, SchoolYear year) {
        List<SchoolClass> groups = new ArrayList<>(suggestions.bookedGroups(school.id(), year));
        groups.addAll(classes.list(school.id(), year));
        return groups;
    }

    /**
     * Stores the text of the school. The field of problems is {@code tekst}.
     *
     * @param version the one that was on the screen
     */
    @Transactional
    public Outcome<Long> write(Actor actor, long siteId, int version, String words) {
        actor.requireWorksAt(siteId);
        String unprintable = Documents.unprintable(words);
        Problems problems = new Problems()
                .addIfLonger(words, MAX_WORDS, "tekst")
                .addIf(!unprintable.isEmpty(), "tekst", "lines.problem.unprintable", unprintable);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.write(siteId, version, words, actor.accountId())) {
            return Outcome.refused(OUTDATED);
        }
        audit.add(actor, "SCIENCE_PLAN_CHANGED", "organisation", siteId);
        return Outcome.done(siteId);
    }
}
