package nl.tec.planning.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.lines.SchoolLines;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.planning.WishClass.Option;
import nl.tec.programme.Activity;
import nl.tec.programme.LearningLine;
import nl.tec.programme.Programme;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the classes of a school in a school year, even before they have moved up, and the activities that suit them. */
@Component
public class NextClasses {

    private final Classes classes;
    private final MovingUp movingUp;
    private final Programme programme;
    private final SchoolLines schoolLines;
    private final JdbcClient jdbc;

    NextClasses(Classes classes, MovingUp movingUp, Programme programme, SchoolLines schoolLines, JdbcClient jdbc) {
        this.schoolLines = schoolLines;
        this.classes = classes;
        this.movingUp = movingUp;
        this.programme = programme;
        this.jdbc = jdbc;
    }

    /** @param estimated whether its numbers are estimates, not entered by the school */
    public record Coming(String label, String level, List<Grade> grades, int pupils, boolean estimated) {}

    /** Returns the existing classes of that year, or else a preview of the current classes moved up, if any; by group and label. */
    public List<Coming> of(SchoolSite school, SchoolYear year, Actor actor) {
        List<SchoolClass> there = classes.list(school.id(), year);
        if (!there.isEmpty()) {
            return there.stream().map(NextClasses::coming).toList();
        }
        if (!movingUp.isInTime(year.previous())) {
            return List.of();
        }
        return movingUp.preview(actor, school.id(), year.previous()) instanceof MovingUp.Preview.Ready ready
                ? ready.proposal().classes().stream()
                        .map(next -> new Coming(
                                next.label(),
                                next.level(),
                                next.parts().stream()
                                        .map(part -> new Grade(school.sector(), part.grade()))
                                        .distinct()
                                        .toList(),
                                next.pupils(),
                                true))
                        .toList()
                : List.of();
    }

    private static Coming coming(SchoolClass one) {
        return new Coming(one.label(), one.level(), one.grades(), one.headCount(), one.estimated());
    }

    /** The worlds and activities that pupils have seen, by their group in a school year. */
    private record Past(Map<Integer, Set<World>> worlds, Map<Integer, Set<Long>> activities) {}

    /** The activities of a round that suit classes of a school, loaded once for all of its classes. */
    public final class Outlook {

        private final List<Activity> activities;
        private final List<LearningLine> lines;
        private final Past past;

        private Outlook(long siteId, SchoolYear year, Set<Long> offered) {
            activities = programme.list().stream()
                    .filter(activity -> offered.contains(activity.id()))
                    .toList();
            lines = schoolLines.followed(siteId);
            past = past(siteId, year);
        }

        public List<Option> options(List<Grade> grades, String level) {
            return activities.stream()
                    .filter(activity -> activity.details().forWhom().fits(grades, level))
                    .map(activity -> option(activity, grades))
                    .sorted(Comparator.comparing(Option::done)
                            .thenComparing(option -> option.line() == null)
                            .thenComparing(option -> !option.newWorld()))
                    .toList();
        }

        private Option option(Activity activity, List<Grade> grades) {
            return new Option(
                    activity.id(),
                    activity.title(),
                    activity.world(),
                    line(activity.id(), grades),
                    grades.stream()
                            .noneMatch(grade -> past.worlds
                                    .getOrDefault(grade.number(), Set.of())
                                    .contains(activity.world())),
                    grades.stream()
                            .anyMatch(grade -> past.activities
                                    .getOrDefault(grade.number(), Set.of())
                                    .contains(activity.id())));
        }

        private @Nullable Bilingual line(long activity, List<Grade> grades) {
            return lines.stream()
                    .filter(line -> line.steps().stream()
                            .anyMatch(step -> step.activityIds().contains(activity)
                                    && grades.stream().anyMatch(step::covers)))
                    .map(LearningLine::title)
                    .findFirst()
                    .orElse(null);
        }
    }

    public Outlook outlook(long siteId, SchoolYear year, Set<Long> offered) {
        return new Outlook(siteId, year, offered);
    }

    /** Loads the history of pupils. They move up a group every year, so a visit counts for the group that they will be in. */
    private Past past(long siteId, SchoolYear year) {
        Past past = new Past(new HashMap<>(), new HashMap<>());
        jdbc.sql("""
                select distinct p.grade + :year - c.school_year as grade, s.activity_id, v.worlds[1] as world
                  from organisations_school_class_v c
                  join organisations_class_part_v p on p.class_id = c.id
                  join bookings_class_visit_v v on v.class_id = c.id and v.state = 'CONFIRMED'
                  join programme_session_v s on s.id = v.session_id
                 where c.site_id = :site
                """).param("site", siteId).param("year", year.start()).query(row -> {
            int grade = row.getInt("grade");
            past.worlds.computeIfAbsent(grade, key -> new HashSet<>()).add(World.valueOf(row.getString("world")));
            past.activities.computeIfAbsent(grade, key -> new HashSet<>()).add(row.getLong("activity_id"));
        });
        return past;
    }

    /** Returns the activities that each group did in a school year, by group number, in chronological order. */
    public Map<Integer, List<Long>> visits(long siteId, SchoolYear year) {
        Map<Integer, List<Long>> visits = new HashMap<>();
        jdbc.sql("""
                select p.grade, s.activity_id, min(v.starts_at) as first
                  from organisations_school_class_v c
                  join organisations_class_part_v p on p.class_id = c.id
                  join bookings_class_visit_v v on v.class_id = c.id and v.state = 'CONFIRMED'
                  join programme_session_v s on s.id = v.session_id
                 where c.site_id = ? and c.school_year = ?
                 group by p.grade, s.activity_id
                 order by p.grade, first
                """).params(siteId, year.start()).query(row -> {
            visits.computeIfAbsent(row.getInt("grade"), key -> new ArrayList<>())
                    .add(row.getLong("activity_id"));
        });
        return visits;
    }
}
