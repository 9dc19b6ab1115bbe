package nl.tec.feedback.internal;

import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.accounts.UnattributedRecords;
import nl.tec.feedback.WrittenWords;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** The words that people wrote after a visit. They are anonymous (rules 8.5), so they can't be shown or erased by person. */
@Component
class WordRecords implements UnattributedRecords {

    private final WordStore store;

    WordRecords(WordStore store) {
        this.store = store;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        "opinions",
                        Set.of(Subject.VISITOR, Subject.SCHOOL_STAFF, Subject.PARTNER_STAFF),
                        Basis.CONSENT,
                        RetentionTerm.days(Setting.SURVEY_WORDS_DAYS, Since.COUNTED),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.EVERYBODY),
                        List.of("survey_words.words", "survey_sealed_answer.content"),
                        before -> store.removeCounted(Dates.dayOf(before))),
                Holding.erased(
                        "opinions-hidden",
                        Set.of(Subject.VISITOR, Subject.SCHOOL_STAFF, Subject.PARTNER_STAFF),
                        Basis.CONSENT,
                        RetentionTerm.days(WrittenWords.DAYS_HIDDEN, Since.DECIDED),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of("survey_words.words"),
                        before -> store.removeHidden(Dates.dayOf(before))));
    }
}
