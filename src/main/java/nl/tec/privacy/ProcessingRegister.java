package nl.tec.privacy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Holding;
import nl.tec.accounts.RetentionTerm;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The register of processing (article 30 of the GDPR), generated from the declarations of the modules. As the nightly erasure uses the
 * same declarations, the register always matches what happens.
 */
@Service
public class ProcessingRegister {

    /**
     * @param term a description of the retention term
     * @param lastErased the day of the last nightly erasure; null if never
     */
    public record Entry(
            Holding holding,
            String what,
            String why,
            String term,
            @Nullable LocalDate lastErased) {}

    private final HeldRecords held;
    private final Erasures erasures;
    private final HubSettings hub;
    private final Texts texts;

    ProcessingRegister(HeldRecords held, Erasures erasures, HubSettings hub, Texts texts) {
        this.held = held;
        this.erasures = erasures;
        this.hub = hub;
        this.texts = texts;
    }

    public List<Entry> list(Locale language) {
        Map<String, LocalDate> last = erasures.last();
        return held.holdings().stream()
                .map(holding -> new Entry(
                        holding,
                        what(holding, language),
                        texts.text(language, "held." + holding.key() + ".why"),
                        term(holding.term(), language),
                        last.get(holding.key())))
                .toList();
    }

    private String what(Holding holding, Locale language) {
        String what = texts.text(language, "held." + holding.key() + ".what");
        return holding.encrypted() ? texts.text(language, "held.encrypted", what) : what;
    }

    private String term(RetentionTerm term, Locale language) {
        String since = texts.label(language, term.since());
        return switch (term.form()) {
            case DAYS -> texts.text(language, "held.term.days", term.days(hub), since);
            case NEXT_DAY -> texts.text(language, "held.term.nextDay", since);
            case UNTIL -> texts.text(language, "held.term.until", since);
            case LASTING -> texts.text(language, "held.term.lasting", since);
        };
    }
}
