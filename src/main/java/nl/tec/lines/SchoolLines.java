package nl.tec.lines;

import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.lines.internal.LinesQueries;
import nl.tec.lines.internal.LinesStore;
import nl.tec.organisations.SchoolSite;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.shared.Grade;
import nl.tec.shared.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The learning lines that a school follows, chosen by people who work there. */
@Service
public class SchoolLines {

    private final LearningLines lines;
    private final LinesQueries queries;
    private final LinesStore store;
    private final Audit audit;

    SchoolLines(LearningLines lines, LinesQueries queries, LinesStore store, Audit audit) {
        this.lines = lines;
        this.queries = queries;
        this.store = store;
        this.audit = audit;
    }

    /** Returns the lines that a school follows, by title; including those that are no longer published. */
    public List<LearningLine> followed(long siteId) {
        Set<Long> ids = queries.followed(List.of(siteId)).getOrDefault(siteId, Set.of());
        return lines.list().stream().filter(line -> ids.contains(line.id())).toList();
    }

    /** Returns the published lines with a step for this kind of school that it does not follow yet. */
    public List<LearningLine> offered(SchoolSite school) {
        Set<Long> ids = queries.followed(List.of(school.id())).getOrDefault(school.id(), Set.of());
        Grade first = new Grade(school.sector(), 1);
        return lines.published().stream()
                .filter(line -> !ids.contains(line.id()))
                .filter(line -> line.steps().stream().anyMatch(step -> !step.isElsewhere(first)))
                .toList();
    }

    /** Makes the school follow a published line; idempotent. */
    @Transactional
    public void follow(Actor actor, long siteId, long lineId) {
        actor.requireWorksAt(siteId);
        if (lines.find(lineId).filter(LearningLine::published).isEmpty()) {
            throw new NotFound("learning line " + lineId);
        }
        if (store.follow(siteId, lineId, actor.accountId())) {
            audit.add(actor, "LINE_FOLLOWED", "organisation", siteId);
        }
    }

    /** Makes the school stop following a line. The progress of its classes is kept. */
    @Transactional
    public void unfollow(Actor actor, long siteId, long lineId) {
        actor.requireWorksAt(siteId);
        if (store.unfollow(siteId, lineId)) {
            audit.add(actor, "LINE_UNFOLLOWED", "organisation", siteId);
        }
    }
}
