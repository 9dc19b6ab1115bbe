package nl.tec.accountability.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountTexts;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.hub.SitemapPart;
import nl.tec.hub.Texts;
import nl.tec.reach.AreaMap;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The published accounts. A version is not found here before its publication day. */
@Controller
class PublicAccountsController implements SitemapPart {

    private static final String PATH = "/jaarverantwoording";
    private static final String ONE = PATH + "/{key:[0-9]{4}(?:-[0-9]{1,18})?}";

    private final AnnualAccounts accounts;
    private final AccountFiles files;
    private final Texts texts;
    private final Pages pages;

    PublicAccountsController(AnnualAccounts accounts, AccountFiles files, Texts texts, Pages pages) {
        this.accounts = accounts;
        this.files = files;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping(PATH)
    JteModel list() {
        return pages.accountabilityPublished(accounts.published(), new AccountTexts(texts));
    }

    @GetMapping(ONE)
    JteModel one(@PathVariable String key, @RequestParam(name = "versie", required = false) @Nullable Integer number) {
        List<AccountVersion> versions = versions(key);
        AccountVersion version = pick(versions, number);
        AccountContent content = accounts.content(version);
        return pages.accountabilityAccount(
                version,
                content,
                new AccountTexts(texts),
                AreaMap.of(content.schools().areas()),
                versions,
                PATH + "/" + key,
                accounts.tables(version));
    }

    @GetMapping(ONE + "/{file:" + AccountFiles.NAMES + "}")
    void file(
            @PathVariable String key,
            @PathVariable String file,
            @RequestParam(name = "versie", required = false) @Nullable Integer number,
            HttpServletResponse response)
            throws IOException {
        files.send(pick(versions(key), number), file, response);
    }

    private List<AccountVersion> versions(String key) {
        String[] parts = key.split("-");
        return accounts.published(Integer.parseInt(parts[0]), parts.length == 1 ? null : Long.valueOf(parts[1]));
    }

    /** @param number null for the last version */
    private static AccountVersion pick(List<AccountVersion> versions, @Nullable Integer number) {
        return versions.stream()
                .filter(version -> number == null || version.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("account"));
    }

    @Override
    public List<String> paths() {
        List<AccountVersion> published = accounts.published();
        return published.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(PATH), published.stream().map(version -> PATH + "/" + version.key()))
                        .toList();
    }
}
