package nl.tec.knowledge.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The feedback that somebody wrote about material (rules 8); deleted with the account. */
@Component
class UseRecords implements PersonalRecords {

    private static final int MAX = 500;

    private final UseStore uses;

    UseRecords(UseStore uses) {
        this.uses = uses;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.kept(
                "material-uses",
                Set.of(Subject.SCHOOL_STAFF),
                Basis.CONSENT,
                RetentionTerm.until(Since.ACCOUNT_DELETED),
                Set.of(Viewer.PROGRAMME_MANAGER, Viewer.HOST),
                List.of("knowledge_use.changed", "knowledge_use.went")));
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        return List.of(new Section(
                "library.records",
                uses.ofAccount(person.accountId(), MAX).stream()
                        .map(use -> List.of(
                                new Fact("library.use.written", Dates.date(Dates.dayOf(use.writtenAt()), language)),
                                new Fact("library.use.changed", use.changed()),
                                new Fact("library.use.went", use.went())))
                        .toList()));
    }

    @Override
    public void forget(Person person) {
        uses.forget(person.accountId());
    }
}
