package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.Documents;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.partners.AnnualStatement;
import nl.tec.partners.AnnualStatements;
import nl.tec.shared.FormData;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The annual statement of a partner as a page and as a PDF, for the partner and for the hub. */
@Controller
class AnnualStatementController {

    private static final String OWN = "/partner/jaar/{year:[0-9]{4}}";
    private static final String HUB = "/beheer/partners/{id:[0-9]{1,18}}/jaar/{year:[0-9]{4}}";

    private final AnnualStatements statements;
    private final Documents documents;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;

    AnnualStatementController(
            AnnualStatements statements, Documents documents, HubSettings hub, Texts texts, Pages pages) {
        this.statements = statements;
        this.documents = documents;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping({OWN, HUB})
    JteModel page(@PathVariable Map<String, String> path, FormData fields, @AuthenticationPrincipal Actor actor) {
        long organisation = organisation(path, fields, actor);
        boolean own = path.get("id") == null;
        return pages.partnersAnnualStatement(
                statements.get(organisation, year(path), actor),
                own ? "/partner?van=" + organisation : "/beheer/partners/" + organisation,
                own
                        ? "/partner/jaar/" + year(path) + "/jaaroverzicht.pdf?van=" + organisation
                        : "/beheer/partners/" + organisation + "/jaar/" + year(path) + "/jaaroverzicht.pdf");
    }

    @GetMapping({OWN + "/jaaroverzicht.pdf", HUB + "/jaaroverzicht.pdf"})
    ResponseEntity<byte[]> pdf(
            @PathVariable Map<String, String> path,
            FormData fields,
            @AuthenticationPrincipal Actor actor,
            Locale language) {
        AnnualStatement statement = statements.get(organisation(path, fields, actor), year(path), actor);
        byte[] pdf = documents.pdf(pages.partnersAnnualStatementPdf(statement, texts, hub, language));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"jaaroverzicht-" + statement.year() + ".pdf\"")
                .body(pdf);
    }

    private static long organisation(Map<String, String> path, FormData fields, Actor actor) {
        String id = path.get("id");
        return id == null ? PartnerForms.organisation(actor, fields) : Long.parseLong(id);
    }

    private static int year(Map<String, String> path) {
        return Integer.parseInt(path.getOrDefault("year", "0"));
    }
}
