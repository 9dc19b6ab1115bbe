package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.venues.Reservations;
import org.junit.jupiter.api.Test;

/** All user-facing texts: complete in both languages, well formed, and in the house style. */
class TextsTest {

    private static final Path BUNDLES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/jte");

    /** The beginnings of templates that must be in English too, with all that they include. */
    private static final List<String> PUBLIC = List.of(
            "layout/page",
            "ui/",
            "web/home",
            "web/error",
            "web/about",
            "web/accessibility",
            "mail/",
            "bookings/alert",
            "bookings/signup",
            "feedback/answer",
            "feedback/notOpen",
            "feedback/poster",
            "feedback/thanks",
            "feedback/unknown",
            "submissions/form",
            "bookings/otherDates",
            "bookings/day",
            "neighbours/book",
            "neighbours/visit",
            "neighbours/whichClass",
            "programme/action",
            "programme/calendar",
            "programme/card",
            "programme/comingUp",
            "programme/fitsMe",
            "programme/goals",
            "programme/line",
            "programme/month",
            "programme/nothing",
            "programme/programme",
            "programme/schools",
            "programme/sessions",
            "programme/venue",
            "programme/week",
            "programme/who",
            "declarations/publicDeclarations",
            "declarations/alterations",
            "declarations/check",
            "employers/employers",
            "employers/offerAnswerForms",
            "employers/offerAskedBy",
            "employers/offerLink",
            "employers/offerState",
            "declarations/partnerDeclarations",
            "declarations/publicDeclaration",
            "partners/publicPartners",
            "declarations/signedBy",
            "declarations/signing",
            "staff/answer",
            "accounts/signIn",
            "accounts/link",
            "accounts/goOn",
            "accounts/account",
            "accountability/account",
            "accountability/dashboardTargets",
            "accountability/dashboardVerdict",
            "accountability/screen.jte",
            "accountability/published",
            "privacy/privacy",
            "privacy/register",
            "privacy/records",
            "privacy/sections",
            "privacy/correct",
            "privacy/forget",
            "privacy/ask",
            "privacy/erased",
            "steering/project",
            "steering/glance",
            "steering/strip",
            "steering/period",
            "steering/timeline",
            "steering/step",
            "steering/facts");

    /** Texts with a number that is never 1: a limit, a ratio, the end of a range, a count of a register. */
    private static final Set<String> NEVER_ONE = Set.of(
            "Refusal.BUS_TOO_SMALL",
            "Refusal.NO_BUS",
            "annual.perPupil",
            "classes.problem.total",
            "contributions.amount.PIECE",
            "import.note.closedLong",
            "import.note.placed",
            "import.note.twoBuildings",
            "import.row.impossible",
            "offers.size",
            "partners.problem.tooMany",
            "planning.plan.tooLarge",
            "programme.event.venues",
            "programme.howMany.class",
            "region.percent",
            "staff.needs.adults",
            "submissions.check.manyDates",
            "visit.supervision.needed");

    @Test
    void everyEnglishTextIsThereInDutch() throws IOException {
        for (Map.Entry<String, Properties> english : bundles("_en").entrySet()) {
            Properties dutch = load(BUNDLES.resolve(english.getKey() + ".properties"));
            TreeSet<String> missing = new TreeSet<>(english.getValue().stringPropertyNames());
            missing.removeAll(dutch.stringPropertyNames());
            assertThat(missing).as(english.getKey()).isEmpty();
        }
    }

    @Test
    void everyTextOfAPublicPageIsThereInBothLanguages() throws IOException {
        TreeSet<String> dutch = keys("");
        TreeSet<String> english = keys("_en");
        Pattern fixed = Pattern.compile("ui\\.t\\(\"([^\"]+)\"\\s*[,)]");
        Pattern begun = Pattern.compile("ui\\.t\\(\"([^\"]+)\"\\s*\\+");
        Map<String, String> templates = templates();
        Set<String> shown = shownToThePublic(templates);
        templates.forEach((name, template) -> {
            Matcher key = fixed.matcher(template);
            while (key.find()) {
                assertThat(dutch).as(name).contains(key.group(1));
                if (shown.contains(name)) {
                    assertThat(english).as(name).contains(key.group(1));
                }
            }
            Matcher prefix = begun.matcher(template);
            while (prefix.find() && shown.contains(name)) {
                String start = prefix.group(1);
                assertThat(english.stream().filter(k -> k.startsWith(start)))
                        .as(name)
                        .containsExactlyElementsOf(
                                dutch.stream().filter(k -> k.startsWith(start)).toList());
            }
        });
    }

    /** What refuses a form that there is in English, or a request to the API, says why in the language that was asked for. */
    @Test
    void whatRefusesAnEnglishFormIsInEnglish() throws IOException {
        Path code = Path.of("src/main/java/nl/tec");
        Pattern reason = Pattern.compile("\"([a-z]+\\.check\\.[\\w.]*\\w)\"");
        TreeSet<String> english = keys("_en");
        List<Path> checks = new ArrayList<>(List.of(
                code.resolve("programme/internal/ActivityCheck.java"),
                code.resolve("submissions/internal/SubmissionCheck.java")));
        try (Stream<Path> employers = Files.walk(code.resolve("employers"))) {
            checks.addAll(employers.filter(Files::isRegularFile).toList());
        }
        for (Path file : checks) {
            assertThat(english)
                    .as(file.toString())
                    .containsAll(reason.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    /** Returns the names of public templates, and of all that they include. */
    private static Set<String> shownToThePublic(Map<String, String> templates) {
        Pattern included = Pattern.compile("@template\\.([\\w.]+)\\(");
        Deque<String> next = new ArrayDeque<>();
        for (String start : PUBLIC) {
            List<String> named = templates.keySet().stream()
                    .filter(name -> name.startsWith(start))
                    .toList();
            assertThat(named).as(start).isNotEmpty();
            next.addAll(named);
        }
        Set<String> shown = new TreeSet<>();
        while (!next.isEmpty()) {
            String name = next.remove();
            if (shown.add(name)) {
                included.matcher(templates.getOrDefault(name, ""))
                        .results()
                        .forEach(found -> next.add(found.group(1).replace('.', '/') + ".jte"));
            }
        }
        return shown;
    }

    /** Returns the templates by their path. */
    private static Map<String, String> templates() throws IOException {
        Map<String, String> templates = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                templates.put(TEMPLATES.relativize(file).toString(), Files.readString(file));
            }
        }
        return templates;
    }

    /** A text is named whole, or begun in a literal that something is put behind, or it is the label of a constant. */
    @Test
    void everyTextIsUsed() throws IOException {
        Pattern literal = Pattern.compile("[\"']([\\w.-]+)[\"'](\\s*\\+)?");
        Set<String> whole = new HashSet<>();
        Set<String> begun = new HashSet<>();
        for (Path folder : List.of(TEMPLATES, Path.of("src/main/java"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    literal.matcher(Files.readString(file)).results().forEach(found -> {
                        whole.add(found.group(1));
                        if (found.group(2) != null || found.group(1).endsWith(".")) {
                            begun.add(found.group(1));
                        }
                    });
                }
            }
        }
        assertThat(keys(""))
                .filteredOn(key -> !whole.contains(key) && !Character.isUpperCase(key.charAt(0)))
                .filteredOn(key -> IntStream.range(key.indexOf('.') + 1, key.length())
                        .noneMatch(cut -> begun.contains(key.substring(0, cut))
                                || key.charAt(cut) == '.' && whole.contains(key.substring(cut))))
                .isEmpty();
    }

    @Test
    void everyTextIsAMessageFormat() throws IOException {
        for (String language : List.of("", "_en")) {
            for (Map.Entry<String, Properties> bundle : bundles(language).entrySet()) {
                bundle.getValue().forEach((key, text) -> {
                    assertThatCode(() -> new MessageFormat(text.toString(), Locale.forLanguageTag("nl")))
                            .as(bundle.getKey() + ": " + key)
                            .doesNotThrowAnyException();
                    // a single quote begins a quotation, in which {0} is not replaced
                    assertThat(text.toString().replace("''", ""))
                            .as(bundle.getKey() + ": " + key + " (write two quotes for one)")
                            .doesNotContain("'");
                });
            }
        }
    }

    /** What can be wrong at any field is said in one way, by the bundle of all modules. */
    @Test
    void whatIsWrongAtAFieldIsSaidInOneWay() throws IOException {
        for (String language : List.of("", "_en")) {
            Map<String, Properties> bundles = bundles(language);
            bundles.remove("common");
            Properties common = load(BUNDLES.resolve("common" + language + ".properties"));
            Set<String> sentences = common.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("form."))
                    .map(common::getProperty)
                    .filter(text -> text.endsWith("."))
                    .collect(Collectors.toSet());
            assertThat(sentences).isNotEmpty();
            TreeSet<String> again = new TreeSet<>();
            bundles.values()
                    .forEach(bundle -> bundle.forEach((key, text) -> {
                        if (sentences.contains(text.toString())) {
                            again.add(key.toString());
                        }
                    }));
            assertThat(again).as("said by common" + language).isEmpty();
        }
        TreeSet<String> dutch = keys("");
        assertThat(keys("_en")).containsAll(dutch.subSet("form.", "form/"));
    }

    /** Texts say 'je', never 'u'. */
    @Test
    void noTextSaysU() throws IOException {
        Pattern formal = Pattern.compile("(?<![\\w'’.-])(u|uw|uzelf)(?![\\w'’.-])", Pattern.CASE_INSENSITIVE);
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Properties> bundle : bundles("").entrySet()) {
            bundle.getValue().forEach((key, text) -> {
                if (formal.matcher(text.toString()).find()) {
                    found.add(bundle.getKey() + ": " + key + "=" + text);
                }
            });
        }
        assertThat(found).isEmpty();
    }

    /** A number that can be 1 has a singular: what is counted stands in a choice. */
    @Test
    void noTextCountsOneInThePlural() throws IOException {
        // what a choice says from two on is in the plural
        Pattern fromTwo = Pattern.compile("1<(?:[^{}|]|\\{[0-9]})*");
        Pattern plural = Pattern.compile(
                "(?i)(?<!#|hoogstens |hoogste |minstens |alle |de |at most |at least |all |the )\\{[0-9]} (?:"
                        + "leerlingen|scholen|klassen|data|stappen|bezoeken|deelnemers|deelnames|stuks|wensen|activiteiten|begeleiders|"
                        + "plekken|plaatsen|mensen|kinderen|volwassenen|pupils|schools|classes|dates|steps|visits|participants|pieces|wishes|"
                        + "activities|guides|places|seats|people|children|adults)\\b");
        for (String language : List.of("", "_en")) {
            TreeSet<String> found = new TreeSet<>();
            bundles(language)
                    .values()
                    .forEach(bundle -> bundle.forEach((key, text) -> {
                        if (plural.matcher(fromTwo.matcher(text.toString()).replaceAll(""))
                                .find()) {
                            found.add(key.toString());
                        }
                    }));
            found.removeAll(NEVER_ONE);
            assertThat(found)
                    .as("in the plural after a number that may be 1" + language)
                    .isEmpty();
        }
    }

    @Test
    void everySettingIsExplained() throws IOException {
        TreeSet<String> dutch = keys("");
        for (Setting setting : SettingRules.editable()) {
            assertThat(dutch).contains("setting." + setting, "setting." + setting + ".help");
        }
        for (SettingRules.Kind kind : SettingRules.Kind.values()) {
            assertThat(kind == SettingRules.Kind.TEXT
                            || kind == SettingRules.Kind.LONG_TEXT
                            || dutch.contains("setting.wrong." + kind))
                    .as(kind.name())
                    .isTrue();
        }
    }

    @Test
    void everyReasonWhyADayOfAPartnerCannotBeIsExplained() throws IOException {
        TreeSet<String> dutch = keys("");
        for (Reservations.Why why : Reservations.Why.values()) {
            assertThat(dutch).contains("submissions.check.occupied." + why);
        }
    }

    /** The administrator reads names of actions and subjects, not internal codes. */
    @Test
    void everyEntryOfTheAuditLogHasAName() throws IOException {
        TreeSet<String> dutch = keys("");
        Pattern call = Pattern.compile("audit(?:\\(\\))?\\.add\\(([^;]*);");
        Pattern literal = Pattern.compile("\"([A-Za-z_.]+)\"");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher entry = call.matcher(Files.readString(file));
                while (entry.find()) {
                    List<String> said = literal.matcher(entry.group(1))
                            .results()
                            .map(found -> found.group(1))
                            .toList();
                    for (String word : said) {
                        boolean action = word.contains("_") && word.equals(word.toUpperCase(Locale.ROOT))
                                || said.size() > 1 && word.equals(said.get(0));
                        String key = action
                                ? "audit." + word
                                : "audit.subject."
                                        + word.replaceFirst("[.].*", "").toLowerCase(Locale.ROOT);
                        assertThat(dutch.contains(key)
                                        || key.endsWith("_")
                                                && !dutch.subSet(key, key + "z").isEmpty())
                                .as(file + ": " + key)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static TreeSet<String> keys(String language) throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        bundles(language).values().forEach(bundle -> keys.addAll(bundle.stringPropertyNames()));
        return keys;
    }

    /** The last text of a key would replace the others, also on the pages that need one of those. */
    @Test
    void noKeyIsDefinedTwice() throws IOException {
        Pattern key = Pattern.compile("(?m)^([\\w.-]+)=");
        for (String language : List.of("", "_en")) {
            List<String> keys = new ArrayList<>();
            for (String name : bundles(language).keySet()) {
                key.matcher(Files.readString(BUNDLES.resolve(name + language + ".properties")))
                        .results()
                        .forEach(found -> keys.add(found.group(1)));
            }
            assertThat(keys).hasSizeGreaterThan(500).doesNotHaveDuplicates();
        }
    }

    /** Returns the bundles by module. */
    private static Map<String, Properties> bundles(String language) throws IOException {
        Map<String, Properties> bundles = new TreeMap<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".properties", "");
                if (name.contains("_") == language.equals("_en")) {
                    bundles.put(name.replace("_en", ""), load(file));
                }
            }
        }
        return bundles;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
