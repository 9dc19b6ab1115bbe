package nl.tec.hub;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All text that people see, from the bundles in {@code messages/}: one per module, Dutch ({@code x.properties}) and English
 * ({@code x_en.properties}). Arguments go in as {0}, {1}; {@code {0,choice,1#1 klas|1<{0} klassen}} makes a plural.
 */
@Component
public class Texts {

    public static final Locale DUTCH = Locale.forLanguageTag("nl");

    /** The languages there are; the first is the default. */
    public static final List<Locale> LANGUAGES = List.of(DUTCH, Locale.ENGLISH);

    /**
     * A form that is sent with this parameter only asks for its page in that language, with everything typed in it: nothing is
     * done with it. Its controller has a method for that, mapped with {@code params = Texts.SHOW_IN}.
     */
    public static final String SHOW_IN = "toon-in";

    private final Bundle dutch = new Bundle(DUTCH);
    private final Bundle english = new Bundle(Locale.ENGLISH);

    /** Reads every bundle there is; what has no English is said in Dutch. */
    public Texts() throws IOException {
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
            if (String.valueOf(file.getFilename()).endsWith("_en.properties")) {
                english.read(file);
            } else {
                dutch.read(file);
            }
        }
        english.otherwise(dutch);
    }

    /**
     * @throws NoSuchElementException when the key is in no bundle
     */
    public String text(Locale language, String key, Object... arguments) {
        return find(language, key, arguments).orElseThrow(() -> Bundle.missing(key));
    }

    /** Empty when the key is in no bundle. */
    public Optional<String> find(Locale language, String key, Object... arguments) {
        return in(language).find(key, arguments);
    }

    /** The name of an enum constant as people say it: key {@code <EnumName>.<CONSTANT>}. */
    public String label(Locale language, Enum<?> constant) {
        return in(language).label(constant);
    }

    private Bundle in(Locale language) {
        return language.getLanguage().equals("en") ? english : dutch;
    }

    /** Returns the name of an entry of the audit log: the text {@code audit.<ACTION>}, or the code as words where there is none. */
    public String audit(Locale language, String action) {
        return find(language, "audit." + action)
                .orElseGet(() -> action.replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    /** Returns the subject of an entry of the audit log: the text of its kind, and what stands behind that as it is. */
    public String auditSubject(Locale language, String type) {
        String kind = auditKind(type);
        String name = find(language, "audit.subject." + kind).orElse(kind);
        return kind.length() == type.length() ? name : name + " " + type.substring(kind.length() + 1);
    }

    /** {@code kpi} of {@code kpi.po-7-8}, whatever capitals it is written in; the oldest entries have a colon. */
    public static String auditKind(String type) {
        return type.split("[.:]", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Dutch for everything that is not English. */
    public static Locale language(String code) {
        return code.equals("en") ? Locale.ENGLISH : DUTCH;
    }
}
