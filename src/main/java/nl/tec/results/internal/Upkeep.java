package nl.tec.results.internal;

import nl.tec.network.NetworkChanged;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.organisations.ExamsImported;
import nl.tec.participation.AttendanceRecorded;
import nl.tec.results.Figures;
import nl.tec.results.FiguresStale;
import nl.tec.results.KpiChanged;
import nl.tec.results.Reach;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Keeps reach and the figures up to date with what happens in the modules below. Doing it twice changes nothing. */
@Component
class Upkeep {

    private final Reach reach;
    private final Figures figures;

    Upkeep(Reach reach, Figures figures) {
        this.reach = reach;
        this.figures = figures;
    }

    @ApplicationModuleListener
    void on(AttendanceRecorded event) {
        reach.recomputeSession(event.sessionId());
    }

    @ApplicationModuleListener
    void on(ClassNumbersChanged event) {
        reach.recomputeSite(event.siteId(), event.schoolYear());
    }

    @ApplicationModuleListener
    void on(ExamsImported event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(NetworkChanged event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(KpiChanged event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(FiguresStale event) {
        figures.refresh(event.years());
    }
}
