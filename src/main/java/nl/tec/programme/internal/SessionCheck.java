package nl.tec.programme.internal;

import static nl.tec.programme.Series.MAX_TIMES;
import static nl.tec.programme.Series.MAX_WEEKS_APART;
import static nl.tec.programme.SessionDetails.MAX_CAPACITY;
import static nl.tec.programme.SessionDetails.MAX_CLASSES;
import static nl.tec.programme.SessionFields.ACTIVITY;
import static nl.tec.programme.SessionFields.CAPACITY;
import static nl.tec.programme.SessionFields.CLASS_CAPACITY;
import static nl.tec.programme.SessionFields.DAYS;
import static nl.tec.programme.SessionFields.EVERY_WEEKS;
import static nl.tec.programme.SessionFields.LAST;
import static nl.tec.programme.SessionFields.MINUTES;
import static nl.tec.programme.SessionFields.NOTE;
import static nl.tec.programme.SessionFields.PLACE;
import static nl.tec.programme.SessionFields.ROOM;
import static nl.tec.programme.SessionFields.STARTS;
import static nl.tec.programme.SessionFields.TIMES;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.tec.programme.Activity;
import nl.tec.programme.Series;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.Problems;
import nl.tec.venues.Venues;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Validation of sessions and series before they are stored. */
@Component
public class SessionCheck {

    private static final Duration MAX_LENGTH = Duration.ofHours(16);
    private static final int MAX_NOTE_LENGTH = 500;
    private static final int MAX_SERIES_DAYS = 400;

    private final Venues venues;
    private final ActivityCheck activityCheck;
    private final JdbcClient jdbc;

    SessionCheck(Venues venues, ActivityCheck activityCheck, JdbcClient jdbc) {
        this.venues = venues;
        this.activityCheck = activityCheck;
        this.jdbc = jdbc;
    }

    public void session(SessionDetails details, Activity activity, boolean publish, Problems problems) {
        // a session of an unpublished activity would be bookable but invisible
        problems.addIf(publish && !activity.published(), ACTIVITY, "programme.check.publishActivityFirst");
        problems.addIf(activity.state() == Activity.State.CANCELLED, ACTIVITY, "programme.check.activityCancelled");
        problems.addIf(details.slot().duration().compareTo(MAX_LENGTH) > 0, MINUTES, "programme.check.tooLongSession");
        where(details, problems);
        capacity(details, activity, problems);
        problems.addIfLonger(details.note(), MAX_NOTE_LENGTH, NOTE);
    }

    public Problems sessions(List<SessionDetails> all, Map<Long, Activity> activities, boolean publish) {
        Problems problems = new Problems();
        for (SessionDetails details : all) {
            Activity activity = activities.get(details.activityId());
            if (activity != null && !problems.any()) {
                session(details, activity, publish, problems);
            }
        }
        return problems;
    }

    private void where(SessionDetails details, Problems problems) {
        Long venue = details.venueId();
        Long site = details.siteId();
        problems.addIf(venue == null && site == null, PLACE, "programme.check.where");
        problems.addIf(venue != null && venues.find(venue).isEmpty(), PLACE, "programme.check.place");
        problems.addIf(site != null && !isSchool(site), PLACE, "programme.check.place");
        // at a school, the room belongs to the mobile techlab
        problems.addIf(venue != null && !activityCheck.roomFits(details.roomId(), venue), ROOM, "programme.check.room");
    }

    private boolean isSchool(long siteId) {
        return jdbc.sql("select exists (select 1 from organisations_school_name_v where site_id = ?)")
                .param(siteId)
                .query(Boolean.class)
                .single();
    }

    private void capacity(SessionDetails details, Activity activity, Problems problems) {
        problems.addUnlessBetween(details.capacity(), 1, MAX_CAPACITY, CAPACITY);
        Integer classes = details.classCapacity();
        if (activity.takesClasses()) {
            problems.addUnlessBetween(classes == null ? Integer.valueOf(0) : classes, 1, MAX_CLASSES, CLASS_CAPACITY);
        } else {
            problems.addIf(classes != null, CLASS_CAPACITY, "programme.check.noClasses");
        }
        Long room = details.roomId();
        if (room != null) {
            venues.findRoom(room).ifPresent(found -> {
                Integer fits = found.capacity();
                problems.addIf(
                        fits != null && details.capacity() > fits,
                        CAPACITY,
                        "programme.check.roomTooSmall",
                        fits == null ? 0 : fits);
            });
        }
    }

    public Problems series(Series series, Activity activity, boolean publish) {
        Problems problems = new Problems();
        session(series.session(), activity, publish, problems);
        recurrence(series, problems);
        problems.addIf(series.course() && activity.takesClasses(), "", "programme.check.courseOfClasses");
        return problems;
    }

    private static void recurrence(Series series, Problems problems) {
        problems.addIf(series.last().isBefore(series.first()), LAST, "programme.check.lastBeforeFirst");
        problems.addIf(
                series.last().isAfter(series.first().plusDays(MAX_SERIES_DAYS)), LAST, "programme.check.longSeries");
        problems.addUnlessBetween(series.everyWeeks(), 1, MAX_WEEKS_APART, EVERY_WEEKS);
        problems.addIf(series.days().isEmpty() && series.dates().isEmpty(), DAYS, "programme.check.days");
        Integer times = series.times();
        problems.addUnlessBetween(times, 1, MAX_TIMES, TIMES);
        problems.addIf(series.starts().isEmpty(), STARTS, "programme.check.starts");
    }
}
