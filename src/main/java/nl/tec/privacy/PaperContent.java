package nl.tec.privacy;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.privacy.ProcessingRegister.Entry;
import nl.tec.shared.Dates;

/**
 * The content of the papers about privacy, in Dutch.
 *
 * @param secondStep the roles that have to sign in with a second step
 */
public record PaperContent(
        PrivacyPaper paper,
        LocalDate day,
        List<Entry> register,
        List<Processor> processors,
        Set<Role> secondStep,
        HubSettings hub,
        Texts texts) {

    /** The holding that exists only if the program makes backups. */
    private static final String BACKUPS = "backups";

    public enum ProcessorTask {
        HOSTING,
        BACKUP,
        MAIL,
        FILES,
        SIGN_IN
    }

    /** Somebody else whose service the hub uses. @param who empty: the program does not know */
    public record Processor(ProcessorTask task, String who) {}

    /** Returns a text in Dutch. */
    public String t(String key, Object... arguments) {
        return texts.text(Texts.DUTCH, key, arguments);
    }

    public String label(Enum<?> constant) {
        return texts.label(Texts.DUTCH, constant);
    }

    public String labels(Set<? extends Enum<?>> constants) {
        return constants.stream().map(this::label).collect(Collectors.joining(", "));
    }

    public String date() {
        return Dates.date(day, Texts.DUTCH);
    }

    /** Returns the controller of the data: as set, or else the hub itself. */
    public String controller() {
        String set = hub.get(Setting.CONTROLLER);
        return set.isEmpty() ? hub.name() : set;
    }

    /** Returns the data protection officer; empty if not set. */
    public String officer() {
        return hub.get(Setting.PRIVACY_OFFICER);
    }

    public String address(String path) {
        return hub.get(Setting.BASE_URL) + path;
    }

    public Set<Subject> subjects() {
        Set<Subject> subjects = EnumSet.noneOf(Subject.class);
        register.forEach(entry -> subjects.addAll(entry.holding().subjects()));
        return subjects;
    }

    public Map<Basis, List<Entry>> byBasis() {
        return by(Basis.class, holding -> Set.of(holding.basis()));
    }

    /** Returns the entries by who sees them. */
    public Map<Viewer, List<Entry>> byViewer() {
        return by(Viewer.class, Holding::seenBy);
    }

    private <E extends Enum<E>> Map<E, List<Entry>> by(Class<E> type, Function<Holding, Set<E>> of) {
        Map<E, List<Entry>> by = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            List<Entry> entries = register.stream()
                    .filter(entry -> of.apply(entry.holding()).contains(constant))
                    .toList();
            if (!entries.isEmpty()) {
                by.put(constant, entries);
            }
        }
        return by;
    }

    /** Returns the entries of special categories of data. */
    public List<Entry> special() {
        return register.stream().filter(entry -> entry.holding().special()).toList();
    }

    private Optional<Holding> backup() {
        return register.stream()
                .map(Entry::holding)
                .filter(holding -> holding.key().equals(BACKUPS))
                .findFirst();
    }

    /** Whether the program makes backups. */
    public boolean backups() {
        return backup().isPresent();
    }

    public String measures(PrivacyRisk risk) {
        if (risk == PrivacyRisk.LOSS && !backups()) {
            return t("privacy.risk.LOSS.measuresWithout") + " " + t("privacy.paper.withoutBackup");
        }
        String measures = t("privacy.risk." + risk + ".measures");
        return risk == PrivacyRisk.STOLEN_DATA
                ? measures
                        + backup().map(one -> " "
                                        + t(
                                                one.encrypted()
                                                        ? "privacy.paper.backupEncrypted"
                                                        : "privacy.paper.backupPlain"))
                                .orElse("")
                : measures;
    }

    public String rest(PrivacyRisk risk) {
        return t("privacy.risk." + risk + ".rest");
    }

    /** Returns the texts of a numbered list. @param key what stands before the number, with its dot */
    public List<String> list(String key) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> texts.find(Texts.DUTCH, key + number))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }
}
