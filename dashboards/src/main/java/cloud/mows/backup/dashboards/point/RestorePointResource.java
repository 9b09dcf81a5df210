package cloud.mows.backup.dashboards.point;

import cloud.mows.backup.core.bytes.EscapedBytes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The files in restore points. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class RestorePointResource {
    private final FileBrowser browser;

    public RestorePointResource(FileBrowser browser) {
        this.browser = browser;
    }

    @GET
    @Path("/restore-points/{id}/files")
    public FileListing files(
            @PathParam("id") String id,
            @QueryParam("path") @DefaultValue("/") String path,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("1000") int limit)
            throws IOException {
        return browser.list(id, path, after, limit);
    }

    @GET
    @Path("/restore-points/{id}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @APIResponse(
            responseCode = "200",
            description = "The bytes of the file",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response content(@PathParam("id") String id, @QueryParam("path") @DefaultValue("/") String path) {
        FileBrowser.Content content = browser.content(id, path);
        StreamingOutput bytes = out -> {
            try (content) {
                content.copy(out);
            }
        };
        return Response.ok(bytes)
                .header(HttpHeaders.CONTENT_LENGTH, content.file().size())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        Attachment.header(EscapedBytes.replaced(content.file().name())))
                .build();
    }
}
