using System.Reflection;
using System.Runtime.CompilerServices;
using Pinnokio.Application.Common;

namespace Pinnokio.Architecture.Tests;

/// <summary>One RPC method is one request in one file, found by its wire name.</summary>
public sealed class RequestTests
{
    private static readonly string[] _permissions =
    [
        .. typeof(Permissions).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void EachHasOneHandler() => UseCases.Requests.EachMust("have one handler", request => UseCases.HandlersOf(request).Count() == 1);

    [Fact]
    public void EachHasOneValidator() =>
        UseCases.Requests.EachMust("have one validator", request => UseCases.ValidatorsOf(request).Count() == 1);

    [Fact]
    public void EachIsACommandOrAQuery() =>
        UseCases.Requests.EachMust(
            "be either a command or a query",
            request => UseCases.Commands.Contains(request) != UseCases.Queries.Contains(request)
        );

    [Fact]
    public void EachIsAnImmutableSealedRecord() => UseCases.Requests.EachMust("be an immutable sealed record", IsImmutableSealedRecord);

    [Fact]
    public void EachHasAUniqueWireName()
    {
        UseCases.Requests.EachMust("have a wire name", request => WireName(request) is not null);
        UseCases.Requests.GroupBy(WireName).EachMust("be unique", name => name.Count() == 1);
    }

    [Fact]
    public void EachStandsWhereItsWireNamePoints() =>
        UseCases.Requests.MustNot(request =>
        {
            var (module, method) = UseCases.PlaceOf(WireName(request)!);
            return
                request.Name == method
                && request.Namespace!.Split('.') is ["Pinnokio", "Application", var folder, .. { Length: <= 1 }]
                && folder == module
                && UseCases.FileOf(request) is not null
                ? []
                : [$"{WireName(request)} belongs into src/Application/{module}/[<Area>/]{method}.cs, and {request} is elsewhere"];
        });

    [Theory]
    [InlineData("HR.list_employees", "Hr", "ListEmployees")]
    [InlineData("CHROMA_VECTOR.query_documents", "ChromaVector", "QueryDocuments")]
    public void AWireNameNamesItsPlace(string wireName, string module, string method) =>
        UseCases.PlaceOf(wireName).ShouldBe((module, method));

    [Fact]
    public void EachNeedsAPermissionOrSaysWhyNot() =>
        UseCases.Requests.EachMust(
            "need a known permission, or say why it needs none",
            request =>
                (request.GetCustomAttribute<RequiresPermissionAttribute>(), request.GetCustomAttribute<AllowsAnyCallerAttribute>()) switch
                {
                    ({ } needed, null) => _permissions.Contains(needed.Permission),
                    (null, { } open) => open.Reason.Split(' ').Length >= 3,
                    _ => false,
                }
        );

    [Fact]
    public void QueriesHaveNoEffect() =>
        UseCases.Queries.EachMust(
            "neither invalidate nor be idempotent",
            query => !query.IsAssignableTo(typeof(IInvalidates)) && !query.IsAssignableTo(typeof(IIdempotent))
        );

    [Fact]
    public void CommandsAreNotCached() =>
        UseCases.Commands.EachMust("not be cached", command => !command.IsAssignableTo(typeof(ICacheable)));

    [Fact]
    public void ARequestThatNamesACompanyIsScopedToIt() =>
        UseCases
            .Requests.Where(request => request.GetProperty(nameof(ICompanyScoped.CompanyId))?.PropertyType == typeof(Guid))
            .EachMust("be company scoped", request => request.IsAssignableTo(typeof(ICompanyScoped)));

    [Fact]
    public void UseCaseFilesHaveAtMost250Lines() =>
        UseCases.Requests.EachMust("stand in a file of at most 250 lines", request => UseCases.FileOf(request)!.Lines.Length <= 250);

    [Fact]
    public void EachHasTestsUnderItsName() =>
        UseCases.Requests.EachMust(
            "have tests at the same place in Api.Tests",
            request => Repository.Tests.Any(file => file.Path == UseCases.TestPathOf(request))
        );

    [Fact]
    public void MutabilityIsSeen()
    {
        IsImmutableSealedRecord(typeof(Settable)).ShouldBeFalse();
        IsImmutableSealedRecord(typeof(Growing)).ShouldBeFalse();
        IsImmutableSealedRecord(typeof(Plain)).ShouldBeFalse();
        IsImmutableSealedRecord(typeof(Good)).ShouldBeTrue();
    }

    private static string? WireName(Type request) => request.GetCustomAttribute<RpcMethodAttribute>()?.Name;

    private static bool IsImmutableSealedRecord(Type type) =>
        type.IsSealed && type.GetMethod("<Clone>$") is not null && type.GetProperties().All(IsImmutable) && type.GetFields().Length == 0;

    private static bool IsImmutable(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) != false
        && !(property.PropertyType.IsGenericType && _growing.Contains(property.PropertyType.GetGenericTypeDefinition()));

    private static readonly Type[] _growing =
    [
        typeof(List<>),
        typeof(IList<>),
        typeof(Dictionary<,>),
        typeof(IDictionary<,>),
        typeof(HashSet<>),
    ];

    private sealed record Good(Guid Id)
    {
        public string? Name { get; init; }
    }

    private sealed record Settable
    {
        public string? Name { get; set; }
    }

    private sealed record Growing(List<string> Names);

    private sealed class Plain;
}
