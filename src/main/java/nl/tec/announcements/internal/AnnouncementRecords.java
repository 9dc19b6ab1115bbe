package nl.tec.announcements.internal;

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
import org.springframework.stereotype.Component;

/** The retention of messages of the programme manager, which may name people. */
@Component
class AnnouncementRecords implements UnattributedRecords {

    private final AnnouncementStore store;

    AnnouncementRecords(AnnouncementStore store) {
        this.store = store;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.erased(
                "announcements",
                Set.of(Subject.VISITOR, Subject.SCHOOL_STAFF, Subject.GUIDE),
                Basis.AGREEMENT,
                RetentionTerm.days(Setting.RETENTION_DAYS, Since.SESSION),
                Set.of(Viewer.PROGRAMME_MANAGER),
                List.of("announcement.subject", "announcement.body"),
                store::removeExpired));
    }
}
