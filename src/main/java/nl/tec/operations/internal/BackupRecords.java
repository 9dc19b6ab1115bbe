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

/** The backups, which have all personal data until they are removed, and who was erased meanwhile. */
@Component
class BackupRecords implements UnattributedRecords {

    private final Backups backups;
    private final ErasedPeopleStore erased;

    BackupRecords(Backups backups, ErasedPeopleStore erased) {
        this.backups = backups;
        this.erased = erased;
    }

    @Override
    public List<Holding> holdings() {
        return backups.wanted()
                ? List.of(
                        Holding.erased(
                                        "backups",
                                        Set.of(Subject.values()),
                                        Basis.LEGITIMATE_INTEREST,
                                        RetentionTerm.days(backups.daysKept(), Since.MADE),
                                        Set.of(Viewer.NOBODY),
                                        List.of(),
                                        backups::removeOld)
                                .encrypted(backups.encrypted()),
                        Holding.erased(
                                "erased-people",
                                Set.of(Subject.values()),
                                Basis.LEGAL_DUTY,
                                // until the last backup with them is removed
                                RetentionTerm.days(backups.daysKept() + 1, Since.ERASED),
                                Set.of(Viewer.NOBODY),
                                List.of("erased_person.account_id", "erased_person.email_hash"),
                                erased::removeBefore))
                : List.of();
    }
}
