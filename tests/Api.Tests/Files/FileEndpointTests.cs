using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Files;

public sealed class FileEndpointTests : IAsyncLifetime
{
    private const string Content = "%PDF-1.7 à la carte";

    private static readonly HttpClient s_anyone = new();

    private PinnokioApp _pinnokio = null!;
    private Guid _file;

    public async Task InitializeAsync()
    {
        _pinnokio = await PinnokioApp.StartAsync(onSockets: true);
        _file = Guid.CreateVersion7();
        var company = await _pinnokio.EnsureCompanyAsync();
        await _pinnokio.Database.ExecuteAsync(
            $"""
            INSERT INTO core.files (id, company_id, source, name, media_type, content, sha256, size, created_at)
            SELECT '{_file}', '{company}', 'test', 'Décompte Łódź.pdf', 'application/pdf', bytes, sha256(bytes), octet_length(bytes), now()
            FROM convert_to('{Content}', 'UTF8') AS bytes
            """
        );
    }

    public async Task DisposeAsync() => await _pinnokio.DisposeAsync();

    [Fact]
    public async Task ServesTheFile_ToWhoeverHoldsItsLink()
    {
        using var response = await s_anyone.GetAsync(Link());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Encoding.UTF8.GetString(bytes).ShouldBe(Content);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
        response.Content.Headers.ContentLength.ShouldBe(bytes.Length);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        response.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Décompte Łódź.pdf");
        response.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task TellsTheSameWithoutTheContent_WhenAskedByHead()
    {
        using var response = await s_anyone.SendAsync(new HttpRequestMessage(HttpMethod.Head, Link()));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(Content));
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task TellsNoDifference_WhenTheTokenIsBad()
    {
        var token = new Uri(Link()).Query;
        var other = Guid.CreateVersion7();
        string[] paths = [$"/files/{_file}", $"/files/{_file}?token=x", $"/files/{other}", $"/files/{other}{token}"];

        var answers = await Task.WhenAll(paths.Select(path => GetAsync(path)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden);
        answers.Select(answer => answer.Body.GetRawText()).Distinct().ShouldHaveSingleItem();
        answers[0].Body.GetProperty("error").GetProperty("code").GetString().ShouldBe("FORBIDDEN");
    }

    [Fact]
    public async Task IsNotFound_WhenTheFileWasDeletedMeanwhile()
    {
        var link = Link();
        await _pinnokio.Database.ExecuteAsync("UPDATE core.files SET deleted_at = now()");

        var (status, body) = await GetAsync(link);

        status.ShouldBe(HttpStatusCode.NotFound);
        body.GetProperty("error").GetProperty("reason").GetString().ShouldBe("file_not_found");
    }

    [Fact]
    public async Task SaysNothingOfItsInside_WhenTheContentIsDamaged()
    {
        await _pinnokio.Database.ExecuteAsync(
            """
            ALTER TABLE core.files DISABLE TRIGGER files_immutable;
            ALTER TABLE core.files DROP CONSTRAINT files_content_whole;
            UPDATE core.files SET content = 'abc'
            """
        );

        var (status, body) = await GetAsync(Link());

        status.ShouldBe(HttpStatusCode.InternalServerError);
        body.GetProperty("error").GetProperty("code").GetString().ShouldBe("INTERNAL");
    }

    [Fact]
    public async Task TakesNoOtherVerb()
    {
        using var response = await s_anyone.DeleteAsync(new Uri(Link()));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ok").GetBoolean().ShouldBeFalse();
    }

    private string Link() => _pinnokio.Services.GetRequiredService<IFileLinks>().Create(_file);

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await s_anyone.GetAsync(new Uri(new Uri(Link()), path));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
