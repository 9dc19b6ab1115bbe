package nl.tec.organisations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.SettingsChanged;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Cohorts;
import nl.tec.organisations.MovingUp;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ensures that every school of the hub's municipalities has cohorts and classes in the current school year: every night, and after an
 * import of numbers.
 */
@Service
public class SchoolYearStart {

    /** The date from which classes that schools have not moved up themselves are moved up automatically. */
    private static final MonthDay AUTOMATIC_MOVE_DATE = MonthDay.of(Month.AUGUST, 20);

    private final JdbcClient jdbc;
    private final HubSettings settings;
    private final Cohorts cohorts;
    private final Classes classes;
    private final MovingUp movingUp;
    private final Clock clock;

    SchoolYearStart(
            JdbcClient jdbc, HubSettings settings, Cohorts cohorts, Classes classes, MovingUp movingUp, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.cohorts = cohorts;
        this.classes = classes;
        this.movingUp = movingUp;
        this.clock = clock;
    }

    /**
     * Updates the cohorts of all school years of this hub, and creates missing classes.
     *
     * @return the schools whose classes could not be moved up
     */
    @Transactional
    public List<Long> ensure() {
        List<String> municipalities = settings.municipalities();
        if (municipalities.isEmpty()) {
            return List.of();
        }
        LocalDate today = Dates.today(clock);
        SchoolYear current = SchoolYear.of(today);
        for (int year = settings.number(Setting.FIRST_SCHOOL_YEAR); year <= current.start(); year++) {
            cohorts.ensure(new SchoolYear(year), municipalities);
        }
        if (!today.isBefore(AUTOMATIC_MOVE_DATE.atYear(current.start()))) {
            return movingUp.moveAll(current, municipalities);
        }
        if (!hadClasses(current.previous())) {
            classes.start(current, municipalities);
        }
        return List.of();
    }

    /** Creates the cohorts and classes of municipalities that were added to the settings. */
    @ApplicationModuleListener
    void on(SettingsChanged event) {
        if (event.settings().contains(Setting.MUNICIPALITIES)
                || event.settings().contains(Setting.FIRST_SCHOOL_YEAR)) {
            ensure();
        }
    }

    private boolean hadClasses(SchoolYear year) {
        return jdbc.sql("select exists (select from school_class where school_year = ?)")
                .param(year.start())
                .query(Boolean.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {

        @Bean
        RecurringJob schoolYearJob(SchoolYearStart start) {
            return new RecurringJob("school-year", Schedules.daily(Dates.ZONE, LocalTime.of(3, 30)), () -> {
                List<Long> failed = start.ensure();
                if (!failed.isEmpty()) {
                    // the other schools are stored; the job has to show as failed
                    throw new IllegalStateException("could not move up the classes of schools " + failed);
                }
            });
        }
    }
}
