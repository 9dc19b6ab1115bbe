package nl.tec.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.ClassMailsFixture;
import nl.tec.hub.Texts;
import nl.tec.knowledge.Library.Card;
import nl.tec.knowledge.Library.Found;
import nl.tec.privacy.HeldRecords;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.ActivityMaterial.Material;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.internal.Vocabulary;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The library over HTTP: access, search, keeping, and the feedback of teachers. */
@TecTest
class LibraryTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    @Autowired
    Library library;

    @Autowired
    ActivityMaterial material;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    Vocabulary vocabulary;

    @Autowired
    HeldRecords records;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookings;
    LibraryFixture items;
    TestBrowser maker;

    /** A word that no other item has. */
    String word;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        items = new LibraryFixture(keeping, accounts);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        word = UUID.randomUUID().toString().replaceAll("[^a-z]", "") + "brug";
    }

    @Test
    void eachRoleReadsWhatIsOpenToIt_andTheRestDoesNotExist() {
        long company = company();
        Map<ItemAccess, Item> made = Stream.of(ItemAccess.values())
                .collect(Collectors.toMap(
                        access -> access, access -> items.lesson(access + " " + word, access, company)));
        Set<Role> teach = Set.of(Role.TEACHER, Role.SCHOOL_COORDINATOR, Role.PROFESSIONAL, Role.AMBASSADOR);
        Set<Role> govern = Set.of(Role.PARTNER, Role.BOARD, Role.MUNICIPALITY);
        reads(null, made, Set.of(ItemAccess.PUBLIC));
        for (Role role : Role.values()) {
            long of = role == Role.PARTNER ? company() : bookings.school().siteId();
            TestBrowser browser = accounts.signedIn(
                            role.ofOrganisation() ? Membership.of(role, of) : Membership.of(role))
                    .browser();
            reads(
                    browser,
                    made,
                    role == Role.PROGRAMME_MANAGER
                            ? Set.of(ItemAccess.values())
                            : teach.contains(role)
                                    ? Set.of(ItemAccess.PUBLIC, ItemAccess.SCHOOLS)
                                    : govern.contains(role)
                                            ? Set.of(ItemAccess.PUBLIC, ItemAccess.PARTNERS)
                                            : Set.of(ItemAccess.PUBLIC));
        }
        reads(accounts.signedIn(Membership.of(Role.PARTNER, company)).browser(), made, Set.of(ItemAccess.values()));
    }

    private void reads(@Nullable TestBrowser signedIn, Map<ItemAccess, Item> made, Set<ItemAccess> open) {
        TestBrowser browser = signedIn == null ? accounts.visitor() : signedIn;
        String list = browser.get("/bibliotheek?zoek=" + word).body();
        made.forEach((access, item) -> {
            int status = open.contains(access) ? 200 : 404;
            assertThat(browser.get("/bibliotheek/" + item.slug()).statusCode())
                    .as("%s", access)
                    .isEqualTo(status);
            assertThat(list.contains("/bibliotheek/" + item.slug()))
                    .as("%s", access)
                    .isEqualTo(status == 200);
        });
    }

    @Test
    void anItemForEverybodyIsDescribedForSearchEngines_andAnotherIsNot() {
        String closing = "</script><b>" + word;
        String open = accounts.visitor()
                .get("/bibliotheek/"
                        + items.lesson(closing, ItemAccess.PUBLIC, null).slug())
                .body();
        Matcher script = Pattern.compile("<script type=\"application/ld\\+json\">([^<]+)</script>")
                .matcher(open);
        assertThat(script.find()).isTrue();
        JsonNode data = new JsonMapper().readTree(script.group(1));
        assertThat(data.get("@type").asString()).isEqualTo("LearningResource");
        assertThat(data.get("name").asString()).isEqualTo(closing);
        assertThat(data.get("timeRequired").asString()).isEqualTo("PT45M");
        assertThat(data.get("license").asString()).isEqualTo(Licence.CC_BY_SA.url());
        assertThat(accounts.signedIn(
                                Membership.of(Role.TEACHER, bookings.school().siteId()))
                        .browser()
                        .get("/bibliotheek/"
                                + items.lesson(word, ItemAccess.SCHOOLS, null).slug())
                        .body())
                .contains(word)
                .doesNotContain("application/ld+json");
    }

    @Test
    void aLessonIsFoundByWordsGroupAndMinutes_alsoWithATypingError() {
        Item right = items.lesson("Bruggen " + word, ItemAccess.PUBLIC, null);
        Item long90 =
                items.published(LibraryFixture.details("Lang " + word, ItemAccess.PUBLIC, null, new Span(5, 6), 90));
        Item group8 =
                items.published(LibraryFixture.details("Hoog " + word, ItemAccess.PUBLIC, null, new Span(7, 8), 45));
        assertThat(found("materiaal voor een les over " + word + ", groep 6, 45 minuten"))
                .containsExactly(right.slug());
        assertThat(found(word)).containsExactlyInAnyOrder(right.slug(), long90.slug(), group8.slug());
        vocabulary.refresh();
        assertThat(found(word.replace("brug", "burg"))).contains(right.slug());
        assertThat(accounts.visitor()
                        .get("/bibliotheek?zoek=" + word + "&soort=onderzoek")
                        .body())
                .contains("Niets gevonden")
                .doesNotContain(right.slug());
    }

    private List<String> found(String typed) {
        return library.search(LibraryQuestion.of(typed, LibraryQuestion.Filter.NONE), null, 50, null).cards().stream()
                .map(Card::slug)
                .toList();
    }

    @Test
    void pagesFollowEachOtherByKey() {
        for (int i = 0; i < 5; i++) {
            items.lesson(i + " " + word, ItemAccess.PUBLIC, null);
        }
        LibraryQuestion question = LibraryQuestion.of(word, LibraryQuestion.Filter.NONE);
        Library.Found first = library.search(question, null, 2, null);
        Library.Found second = library.search(question, first.next(), 2, null);
        assertThat(first.total()).isEqualTo(5);
        assertThat(slugs(second)).doesNotContainAnyElementsOf(slugs(first)).hasSize(2);
        assertThat(slugs(library.search(question, second.previous(), 2, null))).isEqualTo(slugs(first));
        assertThat(library.search(question, second.next(), 2, null).next()).isNull();
    }

    /** @param others names and values that follow those of the item */
    private String[] bridge(String summary, String... others) {
        return Stream.concat(
                        Stream.of(
                                "titel",
                                "Brug " + word,
                                "samenvatting",
                                summary,
                                "soort",
                                "RESEARCH",
                                "toegang",
                                "PUBLIC",
                                "werelden",
                                "HITECH_SCIENCE",
                                "licentie",
                                "CC_BY",
                                "taal",
                                "nl",
                                "nakijken",
                                "2040-01-01"),
                        Stream.of(others))
                .toArray(String[]::new);
    }

    @Test
    void theLibraryIsNarrowedByWhoGoalAndLanguage_andItsKeeperFindsWhatIsDue() {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("po", lesson("a", "{PO}", "po_from = 7, po_to = 8", "nl"));
        made.put("vo", lesson("b", "{VO}", "vo_from = 2, vo_to = 3", "en"));
        made.put("all-vo", lesson("c", "{VO}", "vo_from = null", "nl"));
        made.put("work", lesson("d", "{WORKER}", "goals = '{2006-45}'", "nl"));
        assertThat(narrowed("wie=groep-7")).containsExactlyInAnyOrder(made.get("po"));
        assertThat(narrowed("groep=7")).as("an address that somebody kept").containsExactly(made.get("po"));
        assertThat(narrowed("wie=klas-2")).containsExactlyInAnyOrder(made.get("vo"), made.get("all-vo"));
        assertThat(narrowed("wie=klas-4")).containsExactly(made.get("all-vo"));
        assertThat(narrowed("wie=volwassene")).containsExactly(made.get("work"));
        assertThat(narrowed("kerndoel=2006-45")).containsExactly(made.get("work"));
        assertThat(narrowed("taal=en")).containsExactly(made.get("vo"));
        assertThat(found(word + " klas 2")).as("typed").containsExactlyInAnyOrder(made.get("vo"), made.get("all-vo"));

        TestSql.update(jdbc, "update knowledge_item set review_on = '2020-01-01' where slug = ?", made.get("vo"));
        String due = maker.get("/beheer/bibliotheek?nakijken=ja&zoek=" + word).body();
        assertThat(due).contains("b " + word).doesNotContain("a " + word, "c " + word);
        String mistyped = word.substring(0, word.length() - 1) + (word.endsWith("q") ? "z" : "q");
        assertThat(maker.get("/beheer/bibliotheek?zoek=" + mistyped).body())
                .contains("a " + word, "b " + word, "c " + word);
        assertThat(maker.get("/werk").body()).contains("/beheer/bibliotheek?nakijken=ja");
    }

    private String lesson(String title, String audiences, String set, String language) {
        Item item = items.lesson(title + " " + word, ItemAccess.PUBLIC, null);
        jdbc.sql("update knowledge_item set po_from = null, po_to = null, vo_from = null, vo_to = null where id = ?")
                .param(item.id())
                .update();
        jdbc.sql("update knowledge_item set audiences = ?::text[], language = ?, " + set + " where id = ?")
                .params(audiences, language, item.id())
                .update();
        return item.slug();
    }

    /** Returns the slugs of the items of this test on the page of the library. */
    private List<String> narrowed(String filter) {
        String page = accounts.visitor()
                .get("/bibliotheek?zoek=" + word + "&" + filter)
                .body();
        return Pattern.compile("href=\"/bibliotheek/([a-z0-9-]*)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static List<String> slugs(Library.Found found) {
        return found.cards().stream().map(Card::slug).toList();
    }

    @Test
    void aManagerMakesAnItem_withAFileWhoseWordsAreFound_andWhatIsRefusedKeepsWhatWasTyped() {
        HttpResponse<String> refused =
                maker.post("/beheer/bibliotheek/nieuw", "titel", "", "tekst", "Mijn tekst", "video", "ftp://x");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Geef het een titel.",
                        "Mijn tekst",
                        "Vul een heel adres in dat begint met https://",
                        "Kies minstens één wereld");
        HttpResponse<String> made = maker.post("/beheer/bibliotheek/nieuw", bridge("Bouw een brug."));
        assertThat(made.statusCode()).isEqualTo(303);
        String address = TestBrowser.location(made);
        assertThat(maker.post(address, bridge("Bouw een hoge brug.", "versie", "1", "dan", "publiceer"))
                        .body())
                .contains("Er is nog niets te lezen", "Bouw een hoge brug.");
        HttpResponse<String> wrong = maker.upload(
                address + "/bestand",
                "bestand",
                Map.of("kwaad.pdf", "<script>".getBytes(StandardCharsets.UTF_8)),
                "omschrijving",
                "Werkblad");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Dit bestand is geen PDF, PNG, JPEG of Office-bestand", "value=\"Werkblad\"");
        assertThat(maker.upload(
                                address + "/bestand",
                                "bestand",
                                Map.of("foto.png", LibraryFixture.PNG),
                                "omschrijving",
                                "spanwijdte" + word)
                        .statusCode())
                .isEqualTo(303);
        long id = Long.parseLong(address.replaceAll("\\D", ""));
        String version = String.valueOf(keeping.get(id).version());
        assertThat(maker.post(address, bridge("Bouw een lage brug.", "versie", version, "dan", "publiceer"))
                        .statusCode())
                .isEqualTo(303);
        Item item = keeping.get(id);
        assertThat(found("spanwijdte" + word)).containsExactly(item.slug());
        String page = accounts.visitor().get("/bibliotheek/" + item.slug()).body();
        assertThat(page)
                .as("with what was typed last")
                .contains("alt=\"spanwijdte" + word + "\"", "CC BY 4.0", "Bouw een lage brug.");
        String file = "/bibliotheek/" + item.slug() + "/bestand/"
                + item.files().get(0).id();
        assertThat(accounts.visitor()
                        .get(file)
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElse(""))
                .startsWith("attachment");
        // the only content cannot be removed while the item is published
        maker.post(address + "/bestand/" + item.files().get(0).id() + "/weg");
        assertThat(keeping.get(item.id()).files()).hasSize(1);
        assertThat(maker.post(address + "/haal-weg").statusCode()).isEqualTo(303);
        assertThat(accounts.visitor().get(file).statusCode()).isEqualTo(404);
        assertThat(accounts.visitor().get("/bibliotheek/" + item.slug()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPictureIsInTheTextWhereItIsNamed_andTheOthersAreBelow() {
        Item item = items.lesson(word, ItemAccess.PUBLIC, null);
        String at = "/beheer/bibliotheek/" + item.id();
        Map.of("mijn brug.png", "Een brug", "kraan.png", "Een kraan")
                .forEach((name, label) -> maker.upload(
                        at + "/bestand", "bestand", Map.of(name, LibraryFixture.PNG), "omschrijving", label));
        Item.File picture = keeping.get(item.id()).files().stream()
                .filter(file -> file.label().equals("Een brug"))
                .findFirst()
                .orElseThrow();
        String line = picture.inText();
        assertThat(maker.get(at).body()).contains(line.replace("<", "&lt;").replaceFirst(">.*", ""));
        jdbc.sql("update knowledge_item set body_nl = ? where id = ?")
                .params("Kijk:\n\n" + line + "\n\n![weg](nergens.png)", item.id())
                .update();
        String page = accounts.visitor().get("/bibliotheek/" + item.slug()).body();
        String bridge = "src=\"/bibliotheek/" + item.slug() + "/bestand/" + picture.id() + "\"";
        assertThat(page.split(bridge, -1)).as("once").hasSize(2);
        assertThat(page)
                .containsSubsequence(bridge, "alt=\"Een brug\"", "id=\"fotos\"", "alt=\"Een kraan\"")
                .doesNotContain("nergens");
    }

    /** While nodes are upgraded: the version before knows the column {@code content} of a file, and nothing of stored files. */
    @Test
    void theVersionBeforeReadsAndWritesTheSameFiles() {
        Item item = items.lesson(word, ItemAccess.PUBLIC, null);
        byte[] old = ("Van de vorige versie: " + word).getBytes(StandardCharsets.UTF_8);
        long id = jdbc.sql("""
                insert into knowledge_file (item_id, name, media, label, content, words, added_at, added_by)
                select id, 'oud.pdf', 'application/pdf', 'Werkblad', ?, '', now(), changed_by from knowledge_item where id = ?
                returning id
                """).params(old, item.id()).query(Long.class).single();
        assertThat(accounts.visitor()
                        .get("/bibliotheek/" + item.slug() + "/bestand/" + id)
                        .body())
                .isEqualTo(new String(old, StandardCharsets.UTF_8));
        maker.upload(
                "/beheer/bibliotheek/" + item.id() + "/bestand",
                "bestand",
                Map.of("foto.png", LibraryFixture.PNG),
                "omschrijving",
                "Foto");
        assertThat(TestSql.integer(
                        jdbc,
                        "select length(content) from knowledge_file where item_id = ? and id <> ?",
                        item.id(),
                        id))
                .isPositive();
    }

    @Test
    void twoWhoChangeAnItemAtOnce_loseNothing() {
        Item item = items.lesson(word, ItemAccess.PUBLIC, null);
        ItemDetails other = LibraryFixture.details("Anders " + word, ItemAccess.PUBLIC, null, new Span(5, 6), 45);
        assertThat(Outcomes.reasons(keeping.change(
                        item.id(),
                        item.version(),
                        other,
                        accounts.signedIn(Role.PROGRAMME_MANAGER).actor())))
                .isEmpty();
        assertThat(Outcomes.reasons(keeping.change(
                        item.id(),
                        item.version(),
                        other,
                        accounts.signedIn(Role.PROGRAMME_MANAGER).actor())))
                .containsExactly(LibraryAdministration.OUTDATED);
        assertThat(keeping.get(item.id()).version()).isEqualTo(item.version() + 1);
    }

    @Test
    void materialStandsOnThePageOfTheActivity_forWhoMayReadIt() {
        Item item = items.lesson("Vooraf " + word, ItemAccess.SCHOOLS, null);
        long activity = bookings.activity();
        String slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        assertThat(maker.post("/beheer/bibliotheek/" + item.id() + "/activiteit", "activiteit", "", "moment", "BEFORE")
                        .statusCode())
                .isEqualTo(422);
        assertThat(maker.post(
                                "/beheer/bibliotheek/" + item.id() + "/activiteit",
                                "activiteit",
                                String.valueOf(activity),
                                "moment",
                                "BEFORE")
                        .statusCode())
                .isEqualTo(303);
        assertThat(keeping.get(item.id()).activities())
                .extracting(Item.UsedAt::moment)
                .containsExactly(Moment.BEFORE);
        TestBrowser teacher = accounts.teacherOf(bookings.school().siteId()).browser();
        assertThat(teacher.get("/activiteit/" + slug).body()).contains("Vooraf " + word, "voor het bezoek");
        assertThat(accounts.visitor().get("/activiteit/" + slug).body()).doesNotContain(word);

        // and with the step of a learning line that the activity is for
        String line = "lijn-" + activity;
        jdbc.sql("""
                with line as (insert into learning_line (key, title_nl, title_en, published) values (:line, 'Lijn', 'Line', true) returning id),
                     step as (insert into learning_line_step (line_id, sector, grade_from, grade_to, title_nl)
                              select id, 'PO', 5, 6, 'Stap' from line returning id)
                insert into learning_line_step_activity (step_id, activity_id) select id, :activity from step
                """).param("line", line).param("activity", activity).update();
        assertThat(teacher.get("/leerlijn/" + line).body()).contains("Vooraf " + word, "voor het bezoek");
        assertThat(accounts.visitor().get("/leerlijn/" + line).body())
                .contains("Stap")
                .doesNotContain(word);
        TestSql.update(jdbc, "update learning_line set published = false where key = ?", line);
    }

    /** A lesson that is in the library only is arranged like one that is described with the activity. */
    @Test
    void theMaterialOfAnActivityIsTheLessonBeforeAVisit_onThePagesAndInTheMail() {
        BookingsFixture.School school = bookings.school();
        Instant start = bookings.schoolDay(40);
        BookingsFixture.TestClass group =
                bookings.schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        long activity = bookings.activity();
        jdbc.sql("update activity set before_nl = '', before_en = '', after_nl = '', after_en = '' where id = ?")
                .param(activity)
                .update();
        long session = bookings.session(activity, start, 60, 2);
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        String confirm = "/school/boeken?klas=" + group.id() + "&sessie=" + session;
        assertThat(teacher.get(confirm).body()).contains("Voor deze activiteit is er geen les vooraf.");

        Item item = items.lesson("Robots " + word, ItemAccess.SCHOOLS, null);
        maker.post(
                "/beheer/bibliotheek/" + item.id() + "/activiteit",
                "activiteit",
                String.valueOf(activity),
                "moment",
                "BEFORE");
        assertThat(teacher.get(confirm).body())
                .contains("Robots " + word, "Staat klaar")
                .doesNotContain("Voor deze activiteit is er geen les vooraf.");
        String visit = TestBrowser.location(teacher.post(
                "/school/boeken",
                "klas",
                String.valueOf(group.id()),
                "sessie",
                String.valueOf(session),
                "sleutel",
                UUID.randomUUID().toString(),
                "leerlingen-" + group.partId(),
                "20",
                "volwassenen",
                "4"));
        assertThat(teacher.get(visit).body())
                .contains("Robots " + word, "Staat klaar", "name=\"les\" value=\"BEFORE\"");
        teacher.post(visit + "/les", "les", "BEFORE", "gedaan", "true");
        assertThat(teacher.get(visit).body()).contains("Toch nog niet gedaan").doesNotContain("Staat klaar");
        teacher.post(visit + "/les", "les", "BEFORE", "gedaan", "false");
        assertThat(mails.newest("booking-confirmed", Long.parseLong(visit.replaceAll("\\D", "")), Texts.DUTCH)
                        .text())
                .contains("Les vooraf: staat voor je klaar", "Robots " + word, "/bibliotheek/" + item.slug());
    }

    @Test
    void materialBelongsToAStepItself_andStandsAtTheVisitThatFillsIt() {
        Item item = items.lesson("Van de stap " + word, ItemAccess.SCHOOLS, null);
        BookingsFixture.School school = bookings.school();
        long activity = bookings.activity();
        long step = step(activity, 7, 8);
        long forOthers = step(activity, 1, 2);
        String attach = "/beheer/bibliotheek/" + item.id() + "/stap";
        HttpResponse<String> refused = maker.post(attach, "stap", "999999999", "stap-moment", "AFTER");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Kies een stap.");
        assertThat(maker.post(attach, "stap", String.valueOf(step), "stap-moment", "AFTER")
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.get("/beheer/bibliotheek/" + item.id()).body()).contains("Stap " + step);
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        assertThat(teacher.get("/leerlijn/" + line(step)).body()).contains("Van de stap " + word, "na het bezoek");
        assertThat(accounts.visitor().get("/leerlijn/" + line(step)).body()).doesNotContain(word);
        assertThat(teacher.get("/bibliotheek/" + item.slug()).body())
                .contains("/leerlijn/" + line(step) + "#stap-" + step);
        assertThat(maker.get("/beheer/leerlijnen/" + lineId(step) + "/stap/" + step)
                        .body())
                .contains("Van de stap " + word);

        // a class of that grade that goes to an activity of the step; not one of another grade
        assertThat(material.ofVisit(activity, List.of(new Grade(Sector.PO, 8)), null))
                .isEmpty();
        Actor reader = accounts.teacherOf(school.siteId()).actor();
        assertThat(material.ofVisit(activity, List.of(new Grade(Sector.SO, 8)), reader))
                .extracting(Material::moment)
                .containsExactly(Moment.AFTER);
        assertThat(material.ofVisit(activity, List.of(new Grade(Sector.PO, 6)), reader))
                .isEmpty();
        assertThat(material.ofVisit(activity, List.of(new Grade(Sector.VO, 1)), reader))
                .isEmpty();
        jdbc.sql("update learning_line set published = false where id in (?, ?)")
                .params(lineId(step), lineId(forOthers))
                .update();
        assertThat(material.ofVisit(activity, List.of(new Grade(Sector.PO, 8)), reader))
                .isEmpty();

        assertThat(maker.post(attach + "/" + step + "/weg", "stap-moment", "AFTER")
                        .statusCode())
                .isEqualTo(303);
        assertThat(keeping.get(item.id()).steps()).isEmpty();
    }

    /** Creates a published line with a step. */
    private long step(long activity, int from, int to) {
        long step = bookings.insert("""
                with line as (insert into learning_line (key, title_nl, title_en, published)
                              values ('lijn-' || gen_random_uuid(), 'Lijn', 'Line', true) returning id)
                insert into learning_line_step (line_id, sector, grade_from, grade_to, title_nl)
                select id, 'PO', ?, ?, 'Stap' from line returning id
                """, from, to);
        TestSql.update(jdbc, "update learning_line_step set title_nl = 'Stap ' || id where id = ?", step);
        TestSql.update(
                jdbc, "insert into learning_line_step_activity (step_id, activity_id) values (?, ?)", step, activity);
        return step;
    }

    private String line(long step) {
        return TestSql.text(
                jdbc,
                "select l.key from learning_line l join learning_line_step s on s.line_id = l.id where s.id = ?",
                step);
    }

    private long lineId(long step) {
        return TestSql.bigint(jdbc, "select line_id from learning_line_step where id = ?", step);
    }

    @Test
    void ofAWordThatEverythingHas_theBestAreFirst_andTheRestIsNotCounted() {
        items.lesson("Ook " + word, ItemAccess.PUBLIC, null);
        Item titled = items.lesson(word, ItemAccess.PUBLIC, null);
        jdbc.sql("""
                insert into knowledge_item (slug, kind, state, access, title_nl, title_en, summary_nl, summary_en, body_nl, body_en, worlds,
                       audiences, licence, language, review_on, published_at, changed_at, changed_by)
                select :word || n, 'RESEARCH', 'PUBLISHED', 'PUBLIC', 'Een van veel', '', '', '', :word, '', '{HITECH_SCIENCE}', '{PO}', 'CC0',
                       'nl', current_date + 300, now(), now(), k.changed_by
                  from knowledge_item k, generate_series(1, :many) n where k.id = :titled
                """)
                .param("word", word)
                .param("many", Found.MOST + 1)
                .param("titled", titled.id())
                .update();
        try {
            Found found = library.search(LibraryQuestion.of(word, LibraryQuestion.Filter.NONE), null, 2, null);
            assertThat(found.total()).isGreaterThan(Found.MOST);
            assertThat(slugs(found)).contains(titled.slug());
            assertThat(accounts.visitor().get("/bibliotheek?zoek=" + word).body())
                    .contains("Meer dan 1.000 gevonden");
            assertThat(accounts.visitor().get("/bibliotheek?soort=onderzoek").body())
                    .contains("Meer dan 1.000 gevonden");
        } finally {
            TestSql.update(
                    jdbc, "delete from knowledge_item where slug like ? || '%' and title_nl = 'Een van veel'", word);
        }
    }

    @Test
    void aTeacherWritesHowItWent_andOnlyTheMakersReadIt() {
        long company = company();
        Item item = items.lesson(word, ItemAccess.PUBLIC, company);
        AccountsFixture.SignedIn teacher = accounts.teacherOf(bookings.school().siteId());
        String form = "/school/bibliotheek/" + item.slug();
        HttpResponse<String> refused = teacher.browser().post(form, "ging", " ", "veranderd", "Twee dagen");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Schrijf hoe het ging.", "Twee dagen");
        assertThat(teacher.browser()
                        .post(form, "ging", "Prima les", "veranderd", "Twee dagen")
                        .statusCode())
                .isEqualTo(303);
        String page = "/bibliotheek/" + item.slug();
        assertThat(maker.get(page).body()).contains("Prima les", "Twee dagen");
        assertThat(maker.get("/beheer/bibliotheek/" + item.id()).body()).contains("Prima les");
        assertThat(accounts.signedIn(Membership.of(Role.PARTNER, company))
                        .browser()
                        .get(page)
                        .body())
                .contains("Prima les");
        assertThat(accounts.signedIn(Membership.of(Role.PARTNER, company()))
                        .browser()
                        .get(page)
                        .body())
                .doesNotContain("Prima les");
        assertThat(teacher.browser().get(page).body()).doesNotContain("Prima les");
        records.forget(teacher.actor(), teacher.account());
        assertThat(maker.get(page).body()).doesNotContain("Prima les");
        Item closed = items.lesson("Dicht " + word, ItemAccess.PARTNERS, null);
        TestBrowser other = accounts.teacherOf(bookings.school().siteId()).browser();
        assertThat(other.post("/school/bibliotheek/" + closed.slug(), "ging", "Goed")
                        .statusCode())
                .isEqualTo(404);
    }

    private long company() {
        return bookings.insert(
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                "Maker " + word);
    }
}
