package nl.tec.programme.internal;

import static nl.tec.programme.Activity.State.CANCELLED;
import static nl.tec.programme.Activity.State.DRAFT;
import static nl.tec.programme.Activity.State.PUBLISHED;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Rows;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcCatalogue implements Catalogue {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final ActivityCheck check;
    private final ActivityWriter writer;
    private final Sessions sessions;

    JdbcCatalogue(
            JdbcClient jdbc, Clock clock, Audit audit, ActivityCheck check, ActivityWriter writer, Sessions sessions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.check = check;
        this.writer = writer;
        this.sessions = sessions;
    }

    @Override
    public Optional<Activity> find(long id) {
        return jdbc.sql(ActivityRows.ACTIVITY + "where a.id = ?")
                .param(id)
                .query(ActivityRows::activity)
                .optional();
    }

    @Override
    public List<Activity> list() {
        return jdbc.sql(ActivityRows.ACTIVITY + "order by a.title_nl, a.id")
                .query(ActivityRows::activity)
                .list();
    }

    @Override
    public List<CurriculumGoal> goals() {
        return jdbc.sql(GoalRows.SELECT + GoalRows.ORDER).query(GoalRows::goal).list();
    }

    @Override
    public Problems check(ActivityDetails details) {
        return check.draft(details);
    }

    @Override
    @Transactional
    public Result create(ActivityDetails details, Actor by) {
        Problems problems = check.draft(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        long id = writer.insert(Slugs.of(details.words().title().dutch(), "activiteit"), DRAFT, details);
        audit.add(by, "ACTIVITY_CREATED", "ACTIVITY", id);
        return new Saved(get(id));
    }

    @Override
    @Transactional
    public Result change(long id, int version, ActivityDetails details, Actor by) {
        Activity current = lock(id);
        if (current.version() != version) {
            return new Outdated(current);
        }
        Problems problems = current.published() ? check.publication(details) : check.draft(details);
        problems.addIf(
                details.takes() != current.details().takes() && hasSessions(id),
                ActivityFields.TAKES,
                "programme.check.takesFixed");
        if (problems.any()) {
            return new Refused(problems);
        }
        writer.update(id, details);
        audit.add(by, "ACTIVITY_CHANGED", "ACTIVITY", id);
        return new Saved(get(id));
    }

    @Override
    @Transactional
    public Activity copy(long id, Actor by) {
        Activity original = get(id);
        ActivityDetails.Words words = original.details().words();
        Bilingual title = new Bilingual(
                behind(words.title().dutch(), " (kopie)"), behind(words.title().english(), " (copy)"));
        ActivityDetails details = original.details().titled(title);
        long copy = writer.insert(Slugs.of(title.dutch(), "activiteit"), DRAFT, details);
        audit.add(by, "ACTIVITY_CREATED", "ACTIVITY", copy);
        return get(copy);
    }

    @Override
    @Transactional
    public Result publish(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, PUBLISHED, check.publication(current.details()), "ACTIVITY_PUBLISHED", by);
    }

    @Override
    @Transactional
    public Result withdraw(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, DRAFT, nothingToCome(id), "ACTIVITY_WITHDRAWN", by);
    }

    @Override
    @Transactional
    public Result cancel(long id, int version, String reason, Actor by) {
        Activity current = lock(id);
        if (current.version() != version) {
            return new Outdated(current);
        }
        List<Long> toCome = toCome(id);
        if (!toCome.isEmpty() && sessions.cancel(toCome, reason, by) instanceof Sessions.Refused refused) {
            return new Refused(refused.problems());
        }
        return become(current, CANCELLED, new Problems(), "ACTIVITY_CANCELLED", by);
    }

    private Result become(Activity current, Activity.State state, Problems problems, String action, Actor by) {
        if (problems.any()) {
            return new Refused(problems);
        }
        if (current.state() != state) {
            jdbc.sql("update activity set state = :state, version = version + 1, changed_at = :now where id = :id")
                    .param("state", state.name())
                    .param("now", Rows.timestamp(clock.instant()))
                    .param("id", current.id())
                    .update();
            audit.add(by, action, "ACTIVITY", current.id());
        }
        return new Saved(get(current.id()));
    }

    /** Nobody who booked finds the activity gone: its published sessions to come are cancelled first. */
    private Problems nothingToCome(long id) {
        int sessions = jdbc.sql(
                        "select count(*) from session where activity_id = :id and state = 'PUBLISHED' and ends_at > :now")
                .param("id", id)
                .param("now", Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
        return new Problems().addIf(sessions > 0, "", "programme.check.sessionsToCome", sessions);
    }

    private List<Long> toCome(long id) {
        return jdbc.sql("select id from session where activity_id = ? and state <> 'CANCELLED' and ends_at > ?")
                .param(id)
                .param(Rows.timestamp(clock.instant()))
                .query(Long.class)
                .list();
    }

    private boolean hasSessions(long id) {
        return jdbc.sql("select exists (select 1 from session where activity_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private Activity lock(long id) {
        jdbc.sql("select 1 from activity where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
        return get(id);
    }

    private Activity get(long id) {
        return find(id).orElseThrow(() -> new NotFound("activity " + id));
    }

    private static String behind(String title, String addition) {
        String room = title.length() + addition.length() > 100 ? title.substring(0, 100 - addition.length()) : title;
        return room + addition;
    }
}
