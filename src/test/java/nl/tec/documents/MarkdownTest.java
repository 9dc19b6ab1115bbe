package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Markdown of users becomes an accessible page without active content. */
class MarkdownTest {

    @Test
    void noLevelOfHeadingsIsLeftOut() {
        assertThat(Markdown.html("## Een\n\n#### Twee\n\n## Drie\n\n# Vier\n\n## Vijf", 1))
                .containsSubsequence(
                        "<h2>Een</h2>", "<h3>Twee</h3>", "<h2>Drie</h2>", "<h2>Vier</h2>", "<h3>Vijf</h3>");
        assertThat(Markdown.html("# a\n\n## b\n\n### c\n\n#### d\n\n##### e", 3))
                .containsSubsequence("<h4>a", "<h5>b", "<h6>c", "<h6>d", "<h6>e");
    }

    @Test
    void htmlIsTextLinksLeadToTheWebAndPicturesAreLeftOut() {
        String html = Markdown.html(
                "Tekst <script>x()</script>\n\n[klik](javascript:x()) [data](data:text/html,hoi) [site](https://example.org) ![foto](https://example.org/f.png)",
                1);
        assertThat(html)
                .contains("&lt;script&gt;", "href=\"https://example.org\"", "foto")
                .doesNotContain("<script", "javascript:", "data:", "<img");
    }

    @Test
    void aPictureThatThePageKnowsIsShown() {
        assertThat(Markdown.html(
                        "![De \"brug\"](<mijn brug.png>) ![elders](https://example.org/f.png)",
                        1,
                        name -> Optional.of("/bestand/7").filter(known -> name.equals("mijn brug.png"))))
                .isEqualTo("<p><img src=\"/bestand/7\" alt=\"De &quot;brug&quot;\" /> elders</p>\n");
    }
}
