package nl.tec.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Span;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The harvest by another catalogue over OAI-PMH: all open items, and the deletions of others. */
@TecTest
class HarvestTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    @Autowired
    JdbcClient jdbc;

    private LibraryFixture items;
    private TestBrowser visitor;

    @BeforeEach
    void make() {
        items = new LibraryFixture(keeping, accounts);
        visitor = accounts.visitor();
    }

    @Test
    void describesItselfAndItsFormats() throws Exception {
        Document identify = ask("verb=Identify");
        assertThat(text(identify, "//*[local-name()='protocolVersion']")).isEqualTo("2.0");
        assertThat(text(identify, "//*[local-name()='deletedRecord']")).isEqualTo("persistent");
        assertThat(text(identify, "//*[local-name()='granularity']")).isEqualTo("YYYY-MM-DDThh:mm:ssZ");
        assertThat(text(identify, "//*[local-name()='baseURL']")).endsWith("/oai");
        Document formats = ask("verb=ListMetadataFormats");
        assertThat(text(formats, "concat(//*[local-name()='metadataPrefix'][1], '')"))
                .isNotEmpty();
        assertThat(visitor.get("/oai?verb=ListMetadataFormats").body())
                .contains("<metadataPrefix>oai_dc</metadataPrefix>", "<metadataPrefix>lom</metadataPrefix>");
    }

    /** A valid contact address by the schema of the protocol, even if the hub has none. */
    @Test
    void itsAddressIsOneThatTheProtocolTakes() throws Exception {
        assertThat(text(ask("verb=Identify"), "//*[local-name()='adminEmail']")).matches("\\S+@(\\S+\\.)+\\S+");
    }

    @Test
    void everyRecordIsValid_inBothFormats() throws Exception {
        items.lesson("Geldig", ItemAccess.PUBLIC, null);
        ItemDetails plain = LibraryFixture.details("Ook zonder & <kort>", ItemAccess.PUBLIC, null, new Span(1, 8), 5);
        items.published(new ItemDetails(
                ItemKind.RESEARCH,
                plain.access(),
                plain.words(),
                plain.worlds(),
                new ForWhom(Set.of(Audience.VO, Audience.MBO), null, null, null, null, Set.of()),
                List.of(),
                null,
                Licence.CC0,
                "en",
                null,
                "https://video.example.org/1",
                List.of("een", "twee"),
                plain.reviewOn()));
        for (String format : List.of("lom", "oai_dc")) {
            int seen = 0;
            String query = "metadataPrefix=" + format;
            while (!query.isEmpty()) {
                Document page = ask("verb=ListRecords&" + query);
                seen += valid(page);
                String token = text(page, "//*[local-name()='resumptionToken']");
                query = token.isEmpty() ? "" : "resumptionToken=" + token;
            }
            assertThat(seen).as(format).isGreaterThanOrEqualTo(2);
        }
    }

    /** Counts the records. */
    private static int valid(Document page) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Stream.of("nl_lom.xsd", "oai_dc.xsd")
                        .map(name -> new StreamSource(
                                HarvestTest.class.getResource(name).toString()))
                        .toArray(Source[]::new));
        NodeList records = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate("//*[local-name()='metadata']/*", page, XPathConstants.NODESET);
        for (int i = 0; i < records.getLength(); i++) {
            schema.newValidator().validate(new DOMSource(records.item(i)));
        }
        return records.getLength();
    }

    @Test
    void aLessonIsDescribedInNlLom() throws Exception {
        ItemDetails plain = LibraryFixture.details("Bruggen & <balken>", ItemAccess.PUBLIC, null, new Span(5, 6), 45);
        Item lesson = items.published(new ItemDetails(
                plain.kind(),
                plain.access(),
                new ItemDetails.Words(
                        new Bilingual("Bruggen & <balken>", "Bridges"),
                        plain.words().summary(),
                        plain.words().body()),
                plain.worlds(),
                plain.forWhom(),
                plain.goals(),
                plain.minutes(),
                plain.licence(),
                plain.language(),
                plain.organisationId(),
                plain.video(),
                List.of("brug", "constructie"),
                plain.reviewOn()));
        Document record = ask("verb=GetRecord&metadataPrefix=lom&identifier=" + identifier(lesson));
        String lom = "//*[local-name()='lom'][namespace-uri()='http://www.imsglobal.org/xsd/imsmd_v1p2']";
        assertThat(text(record, lom + "/*[1]/*[local-name()='title']/*[@*[local-name()='lang']='nl']"))
                .isEqualTo("Bruggen & <balken>");
        assertThat(text(record, lom + "/*[1]/*[local-name()='title']/*[@*[local-name()='lang']='en']"))
                .isEqualTo("Bridges");
        assertThat(text(record, "count(" + lom + "/*[1]/*[local-name()='keyword'])"))
                .isEqualTo("2");
        assertThat(text(record, lom + "//*[local-name()='location']")).endsWith("/bibliotheek/" + lesson.slug());
        assertThat(text(record, lom + "//*[local-name()='typicalagerange']").strip())
                .isEqualTo("8-10");
        assertThat(text(record, lom + "//*[local-name()='typicallearningtime']").strip())
                .isEqualTo("PT45M");
        assertThat(text(record, lom + "//*[local-name()='copyrightandotherrestrictions']/*[local-name()='value']")
                        .strip())
                .isEqualTo("cc-by-sa-40");
        assertThat(text(record, "count(" + lom + "//*[local-name()='taxon'])"))
                .as("groups 5 and 6")
                .isEqualTo("2");
        assertThat(visitor.get("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=" + identifier(lesson))
                        .body())
                .contains("Bruggen &amp; &lt;balken", "https://creativecommons.org/licenses/by-sa/4.0/");
    }

    @Test
    void privateItemsAreNotListed_andFormerlyOpenOnesAreDeleted() throws Exception {
        Item forSchools = items.lesson("Voor scholen", ItemAccess.SCHOOLS, null);
        Item withdrawn = items.lesson("Was open", ItemAccess.PUBLIC, null);
        keeping.withdraw(
                withdrawn.id(), accounts.signedIn(Role.PROGRAMME_MANAGER).actor());
        for (Item item : List.of(forSchools, withdrawn)) {
            String answer = visitor.get("/oai?verb=GetRecord&metadataPrefix=lom&identifier=" + identifier(item))
                    .body();
            assertThat(answer)
                    .contains("status=\"deleted\"")
                    .doesNotContain(item.title().dutch(), item.slug());
        }
        long draft = Outcomes.done(keeping.create(
                LibraryFixture.details("Nooit open", ItemAccess.PUBLIC, null, new Span(1, 2), 30),
                accounts.signedIn(Role.PROGRAMME_MANAGER).actor()));
        assertThat(error("verb=GetRecord&metadataPrefix=lom&identifier=oai:localhost:" + draft))
                .isEqualTo("idDoesNotExist");
    }

    @Test
    void aWholeHarvestHasEveryRecordOnce_alsoWhenOneChangesMeanwhile() throws Exception {
        List<Item> made = IntStream.range(0, Harvest.PAGE + 5)
                .mapToObj(i -> items.lesson("Oogst " + i, ItemAccess.PUBLIC, null))
                .toList();
        List<String> found = new ArrayList<>();
        Document page = ask("verb=ListIdentifiers&metadataPrefix=lom");
        while (true) {
            identifiers(page, found);
            String token = text(page, "//*[local-name()='resumptionToken']");
            if (token.isEmpty()) {
                break;
            }
            TestSql.update(
                    jdbc,
                    "update knowledge_item set changed_at = now() where id = ?",
                    made.get(0).id());
            page = ask("verb=ListIdentifiers&resumptionToken=" + token);
        }
        assertThat(found).doesNotHaveDuplicates();
        assertThat(found)
                .containsAll(made.stream().map(item -> identifier(item)).toList());
        assertThat(found)
                .hasSize(TestSql.integer(jdbc, "select count(*) from knowledge_item where published_at is not null"));
    }

    @Test
    void onlyWhatChangedIsReadAgain() throws Exception {
        Item lesson = items.lesson("Gisteren", ItemAccess.PUBLIC, null);
        jdbc.sql("update knowledge_item set changed_at = timestamptz '2001-02-03 04:05:06.7Z' where id = ?")
                .param(lesson.id())
                .update();
        List<String> found = new ArrayList<>();
        identifiers(
                ask("verb=ListIdentifiers&metadataPrefix=lom&from=2001-02-03T04:05:06Z&until=2001-02-03T04:05:06Z"),
                found);
        assertThat(found).containsExactly(identifier(lesson));
        assertThat(error("verb=ListRecords&metadataPrefix=lom&until=2001-02-03T04:05:05Z"))
                .isEqualTo("noRecordsMatch");
    }

    @Test
    void invalidRequestsGetTheErrorOfTheProtocol() throws Exception {
        assertThat(error("")).isEqualTo("badVerb");
        assertThat(error("verb=Oogst")).isEqualTo("badVerb");
        assertThat(error("verb=ListRecords")).isEqualTo("badArgument");
        assertThat(error("verb=ListRecords&metadataPrefix=marc")).isEqualTo("cannotDisseminateFormat");
        assertThat(error("verb=ListRecords&metadataPrefix=lom&from=gisteren")).isEqualTo("badArgument");
        assertThat(error("verb=ListRecords&resumptionToken=x%27--")).isEqualTo("badResumptionToken");
        assertThat(error("verb=ListSets")).isEqualTo("noSetHierarchy");
        assertThat(error("verb=GetRecord&metadataPrefix=lom&identifier=oai:elders.example:1"))
                .isEqualTo("idDoesNotExist");
        assertThat(error("verb=GetRecord&metadataPrefix=lom&identifier=%3Cx%3E"))
                .isEqualTo("idDoesNotExist");
    }

    private static String identifier(Item item) {
        return "oai:localhost:" + item.id();
    }

    private Document ask(String query) throws Exception {
        HttpResponse<String> answer = visitor.get("/oai?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=UTF-8");
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        return parsers.newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private String error(String query) throws Exception {
        return text(ask(query), "//*[local-name()='error']/@code");
    }

    private static void identifiers(Document page, List<String> found) throws Exception {
        int count = Integer.parseInt(text(page, "count(//*[local-name()='identifier'])"));
        for (int i = 1; i <= count; i++) {
            found.add(text(page, "(//*[local-name()='identifier'])[" + i + "]"));
        }
    }

    private static String text(Document document, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }
}
