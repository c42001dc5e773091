using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>The lists stand beside each other in the answer and together in the cache; what is cut out of it is not read, only found.</summary>
public sealed record AllReferences : ICachedAnswer<AllReferences>
{
    private static readonly byte[] s_empty = "[]"u8.ToArray();
    private readonly Payload<JsonElement> _whole;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _lists;

    private AllReferences(ReadOnlyMemory<byte> json, DataSource source)
    {
        _whole = new(json);
        _lists = Cut(json);
        Source = source;
    }

    public Payload<IReadOnlyList<ReferenceRow>> ContractTypes => List("contract_types");
    public Payload<IReadOnlyList<ReferenceRow>> RemunerationTypes => List("remuneration_types");
    public Payload<IReadOnlyList<ReferenceRow>> FamilyStatus => List("family_status");
    public Payload<IReadOnlyList<ReferenceRow>> TaxStatus => List("tax_status");
    public Payload<IReadOnlyList<ReferenceRow>> PermitTypes => List("permit_types");
    public Payload<IReadOnlyList<ReferenceRow>> PayrollStatus => List("payroll_status");
    public Payload<IReadOnlyList<ReferenceRow>> ItemNature => List("item_nature");
    public Payload<IReadOnlyList<ReferenceRow>> ChargeBearer => List("charge_bearer");
    public Payload<IReadOnlyList<ReferenceRow>> PayrollItems => List("payroll_items");
    public Payload<IReadOnlyList<ReferenceRow>> Clusters => List("clusters");
    public DataSource Source { get; }

    Payload ICachedAnswer<AllReferences>.Payload => _whole;

    internal static AllReferences From(ReadOnlyMemory<byte> json, DataSource source) => new(json, source);

    static AllReferences ICachedAnswer<AllReferences>.FromCache(ReadOnlyMemory<byte> json) => From(json, DataSource.Cache);

    private Payload<IReadOnlyList<ReferenceRow>> List(string name) => new(_lists.TryGetValue(name, out var rows) ? rows : s_empty);

    private static Dictionary<string, ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> json)
    {
        var lists = new Dictionary<string, ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            lists[name] = json[start..(int)reader.BytesConsumed];
        }

        return lists;
    }
}
