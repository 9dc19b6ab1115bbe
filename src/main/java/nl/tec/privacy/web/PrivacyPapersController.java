package nl.tec.privacy.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.documents.Documents;
import nl.tec.documents.FileTransfer;
import nl.tec.privacy.PaperContent;
import nl.tec.privacy.PrivacyPaper;
import nl.tec.privacy.PrivacyPapers;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The papers about privacy, as pages and as PDFs. */
@Controller
@RequestMapping("/privacy/papieren")
class PrivacyPapersController {

    private final PrivacyPapers papers;
    private final Documents documents;
    private final Pages pages;

    PrivacyPapersController(PrivacyPapers papers, Documents documents, Pages pages) {
        this.papers = papers;
        this.documents = documents;
        this.pages = pages;
    }

    @GetMapping
    JteModel list() {
        return pages.privacyPapers();
    }

    @GetMapping("/{address:[a-z]+}")
    JteModel show(@PathVariable String address) {
        return pages.privacyPaper(content(address));
    }

    @GetMapping("/{address:[a-z]+}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String address) {
        return FileTransfer.pdf(documents.pdf(pages.privacyPaperPdf(content(address))), address);
    }

    private PaperContent content(String address) {
        return papers.content(PrivacyPaper.at(address).orElseThrow(() -> new NotFound("paper " + address)));
    }
}
