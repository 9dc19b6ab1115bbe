package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accountability.AccountTexts;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.exchange.Feeds;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.JsonLd;
import nl.tec.hub.SitemapPart;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page for developers who use the open data of the hub, which is its OpenActive dataset site too, its OpenAPI document and its
 * catalogue (DCAT-AP-NL 3.0).
 */
@Controller
class OpenDataController implements SitemapPart {

    static final String PATH = "/open-data";

    private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final String EUROPE = "http://publications.europa.eu/resource/authority/";

    private final ApiDescription description;
    private final ApiAnswers answers;
    private final AnnualAccounts accounts;
    private final Texts texts;
    private final HubSettings hub;
    private final JsonMapper json;
    private final Pages pages;

    OpenDataController(
            ApiDescription description,
            ApiAnswers answers,
            AnnualAccounts accounts,
            Texts texts,
            HubSettings hub,
            JsonMapper json,
            Pages pages) {
        this.description = description;
        this.answers = answers;
        this.accounts = accounts;
        this.texts = texts;
        this.hub = hub;
        this.json = json;
        this.pages = pages;
    }

    @GetMapping(PATH)
    JteModel page() {
        return pages.exchangeOpenData(
                answers.base(), ApiAnswers.VERSION, description.operations(), JsonLd.script(json, site()));
    }

    /** Describes the feed by which programs that read OpenActive find it. */
    private Map<String, Object> site() {
        String page = answers.base() + PATH;
        Map<String, Object> publisher =
                JsonLd.typed("Organization", "name", hub.name(), "legalName", hub.name(), "url", answers.base());
        publisher.put("logo", JsonLd.typed("ImageObject", "url", answers.base() + "/img/app-512.png"));
        if (!hub.publicContact().isEmpty()) {
            publisher.put("email", hub.publicContact());
        }
        Map<String, Object> feed = JsonLd.typed("DataDownload", "name", "Event", "identifier", "Event");
        feed.put("additionalType", "https://schema.org/Event");
        feed.put("encodingFormat", FeedController.RPDE.toString().replace(";", "; "));
        feed.put("contentUrl", answers.base() + Feeds.EVENTS);
        Map<String, Object> site = JsonLd.typed("Dataset", "@id", page, "url", page, "documentation", page);
        site.put("@context", List.of("https://schema.org/", "https://openactive.io/"));
        site.put("name", "Programma van " + hub.name());
        site.put("description", "Activiteiten en sessies van " + hub.name() + " met de vrije plaatsen.");
        site.put("keywords", List.of("techniek", "onderwijs", "activiteiten", "OpenActive"));
        site.put("license", FeedController.LICENCE);
        site.put("discussionUrl", answers.base() + "/over");
        site.put("inLanguage", List.of("nl-NL", "en-GB"));
        site.put("schemaVersion", "https://openactive.io/modelling-opportunity-data/2.0/");
        site.put("publisher", publisher);
        site.put("distribution", List.of(feed));
        return site;
    }

    @GetMapping(ApiAnswers.ROOT + "/openapi.json")
    @Nullable ResponseEntity<byte[]> openApi(WebRequest conditions) {
        return answers.answer(
                json.writeValueAsBytes(description.document()), MediaType.APPLICATION_JSON, FRESH, conditions);
    }

    @GetMapping(PATH + "/catalogus.jsonld")
    @Nullable ResponseEntity<byte[]> catalogue(WebRequest conditions) {
        Map<String, Object> catalogue = new LinkedHashMap<>();
        catalogue.put(
                "@context",
                Map.of(
                        "dcat", "http://www.w3.org/ns/dcat#",
                        "dct", "http://purl.org/dc/terms/",
                        "foaf", "http://xmlns.com/foaf/0.1/",
                        "vcard", "http://www.w3.org/2006/vcard/ns#",
                        "xsd", "http://www.w3.org/2001/XMLSchema#"));
        catalogue.put("@id", answers.base() + PATH + "#catalogus");
        catalogue.put("@type", "dcat:Catalog");
        catalogue.put("dct:title", dutch("Open data van " + hub.name()));
        catalogue.put("dct:description", dutch("Wat " + hub.name() + " voor iedereen beschikbaar stelt."));
        catalogue.put("dct:publisher", publisher());
        catalogue.put("dcat:contactPoint", contact());
        catalogue.put("dct:language", id(EUROPE + "language/NLD"));
        catalogue.put("dcat:dataset", datasets());
        catalogue.put("dcat:service", service());
        return answers.answer(json.writeValueAsBytes(catalogue), JSON_LD, FRESH, conditions);
    }

    private List<Map<String, Object>> datasets() {
        List<Map<String, Object>> datasets = new ArrayList<>(List.of(
                dataset(
                        "programma",
                        "Programma",
                        "Activiteiten en sessies met de vrije plaatsen.",
                        List.of(
                                distribution("JSON", "application/json", ApiAnswers.ROOT + "/activiteiten"),
                                distribution("JSON", "application/json", ApiAnswers.ROOT + "/sessies"),
                                distribution("OpenActive RPDE", "application/json", Feeds.EVENTS),
                                distribution("iCalendar", "text/calendar", "/kalender.ics"))),
                dataset(
                        "locaties",
                        "Locaties",
                        "Waar activiteiten zijn.",
                        List.of(distribution("JSON", "application/json", ApiAnswers.ROOT + "/locaties"))),
                dataset(
                        "bibliotheek",
                        "Bibliotheek",
                        "Lesmateriaal, onderzoek, succesfactoren en ervaringen die voor iedereen zijn.",
                        List.of(distribution("OAI-PMH", "text/xml", "/oai?verb=Identify"))),
                dataset(
                        "kpis",
                        "KPI's",
                        "Wat is afgesproken en wat is bereikt, per jaar, met de definitie van elk cijfer.",
                        List.of(distribution("JSON", "application/json", ApiAnswers.ROOT + "/kpis")))));
        accounts.published().forEach(version -> datasets.add(account(version)));
        return datasets;
    }

    /** Describes the data set from which the figures of a published annual account can be recomputed. */
    private Map<String, Object> account(AccountVersion version) {
        String path = "/jaarverantwoording/" + version.key();
        List<Map<String, Object>> distributions = new ArrayList<>();
        distributions.add(distribution("JSON", "application/json", path + "/cijfers.json"));
        accounts.tables(version)
                .forEach(table -> distributions.add(distribution("CSV", "text/csv", path + "/" + table + ".csv")));
        Map<String, Object> dataset = dataset(
                "jaarverantwoording-" + version.key(),
                new AccountTexts(texts).title(version),
                "De gegevens waarmee elk cijfer van deze verantwoording na te rekenen is.",
                distributions);
        dataset.put("dct:issued", Map.of("@value", String.valueOf(version.publishOn()), "@type", "xsd:date"));
        dataset.put("dcat:version", String.valueOf(version.number()));
        dataset.put("dcat:landingPage", id(answers.base() + path));
        return dataset;
    }

    @Override
    public List<String> paths() {
        return List.of(PATH);
    }

    private Map<String, Object> dataset(
            String key, String title, String text, List<Map<String, Object>> distributions) {
        Map<String, Object> dataset = resource("dcat:Dataset", key, title, text);
        dataset.put("dct:creator", publisher());
        dataset.put("dcat:distribution", distributions);
        return dataset;
    }

    private Map<String, Object> service() {
        Map<String, Object> service = resource(
                "dcat:DataService",
                "api",
                "Open API",
                "Het programma, de locaties, de bibliotheek en de KPI's als JSON.");
        service.put("dcat:endpointURL", id(answers.base() + ApiAnswers.ROOT));
        service.put("dcat:endpointDescription", id(answers.base() + ApiAnswers.ROOT + "/openapi.json"));
        return service;
    }

    private Map<String, Object> resource(String type, String key, String title, String text) {
        String identifier = answers.base() + PATH + "#" + key;
        Map<String, Object> resource = JsonLd.typed(type, "@id", identifier, "dct:identifier", identifier);
        resource.put("dct:title", dutch(title));
        resource.put("dct:description", dutch(text));
        resource.put("dct:publisher", publisher());
        resource.put("dcat:contactPoint", contact());
        resource.put("dct:language", id(EUROPE + "language/NLD"));
        resource.put("dcat:theme", id(EUROPE + "data-theme/EDUC"));
        resource.put("dct:accessRights", id(EUROPE + "access-right/PUBLIC"));
        resource.put("dct:license", id(FeedController.LICENCE));
        return resource;
    }

    private Map<String, Object> distribution(String title, String type, String path) {
        Map<String, Object> distribution = JsonLd.typed("dcat:Distribution", "@id", answers.base() + path);
        distribution.put("dct:title", dutch(title));
        distribution.put("dcat:accessURL", id(answers.base() + path));
        distribution.put("dcat:mediaType", id("https://www.iana.org/assignments/media-types/" + type));
        distribution.put("dct:license", id(FeedController.LICENCE));
        return distribution;
    }

    private Map<String, Object> publisher() {
        return Map.of("@id", answers.base() + "/over", "@type", "foaf:Organization", "foaf:name", hub.name());
    }

    private Map<String, Object> contact() {
        String mail = hub.publicContact();
        Map<String, Object> contact = JsonLd.typed("vcard:Kind", "vcard:fn", hub.name());
        if (mail.isEmpty()) {
            contact.put("vcard:hasURL", id(hub.get(Setting.BASE_URL) + "/over"));
        } else {
            contact.put("vcard:hasEmail", id("mailto:" + mail));
        }
        return contact;
    }

    private static Map<String, Object> dutch(String text) {
        return Map.of("@value", text, "@language", "nl");
    }

    private static Map<String, Object> id(String address) {
        return Map.of("@id", address);
    }
}
