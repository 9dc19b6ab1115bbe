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
 * All user-facing text, from the bundles in {@code messages/}: one per module, Dutch ({@code x.properties}) and English
 * ({@code x_en.properties}). Arguments are {0}, {1}; {@code {0,choice,1#1 klas|1<{0} klassen}} makes a plural.
 * An argument that is a grade is filled in as its name, such as 'groep 7'.
 */
@Component
public class Texts {

    public static final Locale DUTCH = Locale.forLanguageTag("nl");

    /** The supported languages, the default first. */
    public static final List<Locale> LANGUAGES = List.of(DUTCH, Locale.ENGLISH);

    /**
     * The form parameter that only requests the page in another language, preserving all input, without processing the form. The
     * controller has a method for it, mapped with {@code params = Texts.SHOW_IN}.
     */
    public static final String SHOW_IN = "toon-in";

    private final Bundle dutch = new Bundle(DUTCH);
    private final Bundle english = new Bundle(Locale.ENGLISH);

    /** Reads all bundles; texts without an English version fall back to Dutch. */
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
     * Returns a text.
     *
     * @throws NoSuchElementException if the key is in no bundle
     */
    public String text(Locale language, String key, Object... arguments) {
        return find(language, key, arguments).orElseThrow(() -> Bundle.missing(key));
    }

    /** Finds a text; empty if the key is in no bundle. */
    public Optional<String> find(Locale language, String key, Object... arguments) {
        return in(language).find(key, arguments);
    }

    /** Returns the display name of an enum constant: key {@code <EnumName>.<CONSTANT>}. */
    public String label(Locale language, Enum<?> constant) {
        return in(language).label(constant);
    }

    private Bundle in(Locale language) {
        return language.getLanguage().equals("en") ? english : dutch;
    }

    /** Returns the name of an audit log entry: the text {@code audit.<ACTION>} or, without one, the code as words. */
    public String audit(Locale language, String action) {
        return find(language, "audit." + action)
                .orElseGet(() -> action.replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    /** Returns the subject of an audit log entry: the text of its kind, followed by the rest unchanged. */
    public String auditSubject(Locale language, String type) {
        String kind = auditKind(type);
        String name = find(language, "audit.subject." + kind).orElse(kind);
        return kind.length() == type.length() ? name : name + " " + type.substring(kind.length() + 1);
    }

    /** Returns {@code kpi} for {@code kpi.po-7-8}, ignoring case; the oldest entries have a colon instead of a dot. */
    public static String auditKind(String type) {
        return type.split("[.:]", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Returns the language of a code: Dutch unless it is English. */
    public static Locale language(String code) {
        return code.equals("en") ? Locale.ENGLISH : DUTCH;
    }
}
