package nl.tec.planning.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.accounts.UnattributedRecords;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases the notes of schools with wishes and answers: free text that may contain names. */
@Component
class WishNoteRecords implements UnattributedRecords {

    private final JdbcClient jdbc;

    WishNoteRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.erased(
                "wishes",
                Set.of(Subject.SCHOOL_STAFF),
                Basis.AGREEMENT,
                RetentionTerm.days(Setting.RETENTION_DAYS, Since.SCHOOL_YEAR),
                Set.of(Viewer.PROGRAMME_MANAGER),
                List.of("plan_wish.note", "plan_visit.note"),
                this::erase));
    }

    private int erase(Instant yearOverBefore) {
        int year = SchoolYear.of(Dates.dayOf(yearOverBefore)).start();
        return jdbc.sql("""
                        update plan_wish w set note = '' from plan_round r
                         where r.id = w.round_id and r.school_year < ? and w.note <> ''
                        """).param(year).update() + jdbc.sql("""
                        update plan_visit v set note = '' from plan_round r
                         where r.id = v.round_id and r.school_year < ? and v.note <> ''
                        """).param(year).update();
    }
}
