package nl.tec.operations.internal;

import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.accounts.UnattributedRecords;
import nl.tec.operations.Backups;
import org.springframework.stereotype.Component;

/** The backups, which have all personal data until they are removed. */
@Component
class BackupRecords implements UnattributedRecords {

    private final Backups backups;

    BackupRecords(Backups backups) {
        this.backups = backups;
    }

    @Override
    public List<Holding> holdings() {
        return backups.wanted()
                ? List.of(Holding.erased(
                                "backups",
                                Set.of(Subject.values()),
                                Basis.LEGITIMATE_INTEREST,
                                RetentionTerm.days(backups.daysKept(), Since.MADE),
                                Set.of(Viewer.NOBODY),
                                List.of(),
                                backups::removeOld)
                        .encrypted(backups.encrypted()))
                : List.of();
    }
}
